/**
 * Is there nothing more to ask of somebody? Who answered by a link that was handed over may still get the invitation by
 * mail: somebody else may have answered, and the link in the mail goes before theirs (`questionnaire/holders.ts`).
 */
export function isSettled(
  { answered, answeredByMail }: { answered: boolean; answeredByMail: boolean },
  { hasMailServer }: { hasMailServer: boolean },
): boolean {
  return answered && (answeredByMail || !hasMailServer);
}

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * What is read from right to left stays by itself, so that it does not turn the rest of the sentence: between the marks
 * of Unicode for that (FSI and PDI), which nobody sees. Any other text, and one with such marks, stays as it is.
 */
export function isolateDirection(text: string): string {
  return rightToLeft.test(text) && !text.includes('\u2068') ? `\u2068${text}\u2069` : text;
}

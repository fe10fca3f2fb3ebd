/** What rounds that run ask of a person or of the people of a partner, for their pages (`partners/people/asking.ts`). */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import type { AskingOptions, PersonAsking } from '../../partners/people/asking.ts';
import { isMailable } from '../../partners/people/is-mailable.ts';
import { roundTexts } from '../texts.ts';
import { listUninvited } from './invitees.ts';
import { kindToSendAgain } from './kind-to-send-again.ts';

interface Asked {
  roundId: string;
  round: string;
  isPaused: boolean;
  mailable: boolean;
  /** Null: not invited. */
  invitationId: string | null;
  /** Its last mail waits, or went to another address than the person has now, or did not arrive. */
  mail: 'waiting' | 'sent' | 'elsewhere' | 'notArrived' | 'none';
  kind: 'invitation' | 'reminder';
}

export const asking: AskingOptions['asking'] = {
  async ofPerson(db, personId, language) {
    const rounds = await listAsked(db, personId);
    return rounds.map((asked) => describeAsked(asked, personId, language));
  },

  async ofPartner(db, partnerId, language) {
    const t = roundTexts(language);
    const described = [];
    for (const { id, name: round } of await listRunning(db, partnerId)) {
      const people = (await listUninvited(db, id)).filter((person) => person.partnerId === partnerId);
      if (people.length === 0) continue;
      const names = people.map(({ name, email }) => name || email || t('rounds.invitations.noName'));
      described.push({
        text: t('rounds.asking.uninvited', { round, people: names.join(', ') }),
        action: `/desk/rounds/${id}/invitations`,
        label: t('rounds.asking.invite', { count: people.length }),
        people: people.map(({ personId }) => personId),
      });
    }
    return described;
  },
};

function describeAsked(asked: Asked, personId: string, language: Language): PersonAsking {
  const t = roundTexts(language);
  const { roundId, invitationId, mailable, mail, kind } = asked;
  const title = t(asked.isPaused ? 'rounds.asking.paused' : 'rounds.asking.open', {
    round: asked.round,
  });
  if (invitationId === null) {
    return {
      title,
      text: t('rounds.asking.notInvited'),
      isDue: true,
      button: {
        action: `/desk/rounds/${roundId}/invitations`,
        label: t('rounds.asking.invite', { count: 1 }),
        kind: 'primary',
        fields: { people: personId },
      },
      letter: undefined,
    };
  }
  if (!mailable) {
    const letter = { href: `/desk/invitations/${invitationId}/letter`, label: t('rounds.asking.letter') };
    return { title, text: t('rounds.asking.noMail'), isDue: false, button: undefined, letter };
  }
  const isDue = mail !== 'waiting' && mail !== 'sent';
  return {
    title,
    text: t(`rounds.asking.mails.${mail}`),
    isDue,
    button:
      mail === 'waiting' || asked.isPaused
        ? undefined
        : {
            action: `/desk/invitations/${invitationId}/sending`,
            label: t(`rounds.asking.again.${kind}`),
            kind: isDue ? 'primary' : 'secondary',
            fields: {},
          },
    letter: undefined,
  };
}

/** Rounds that run and have no answer of this person. Of who is in the archive: none. */
async function listAsked(db: Database, personId: string): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    SELECT round.id AS "roundId", round.name AS round, round_state(round) = 'paused' AS "isPaused",
      ${isMailable} AS mailable, invitation.id AS "invitationId", ${kindToSendAgain} AS kind,
      CASE
        WHEN last.state IS NULL THEN 'none'
        WHEN last.state = 'waiting' THEN 'waiting'
        WHEN lower(last.recipient) IS DISTINCT FROM lower(person.email) THEN 'elsewhere'
        WHEN last.state = 'sent' THEN 'sent'
        ELSE 'notArrived'
      END AS mail
    FROM person
      JOIN partner ON partner.id = person.partner_id
      JOIN round ON round.network_id = partner.network_id AND round_state(round) IN ('open', 'paused')
      LEFT JOIN LATERAL (
        SELECT id, submitted_at FROM invitation
        WHERE round_id = round.id AND person_id = person.id AND (revoked_at IS NULL OR submitted_at IS NOT NULL)
        ORDER BY submitted_at NULLS LAST, id DESC
        LIMIT 1
      ) AS invitation ON true
      LEFT JOIN LATERAL (
        SELECT state, recipient FROM mail
        WHERE invitation_id = invitation.id AND kind IN ('invitation', 'reminder')
        ORDER BY id DESC
        LIMIT 1
      ) AS last ON true
    WHERE person.id = ${personId} AND person.archived_at IS NULL AND person.erased_at IS NULL
      AND partner.archived_at IS NULL AND invitation.submitted_at IS NULL
    ORDER BY round.id`.execute(db);
  return rows;
}

/** The rounds that run in the network of a partner. */
async function listRunning(db: Database, partnerId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('round')
    .innerJoin('partner', 'partner.networkId', 'round.networkId')
    .select(['round.id', 'round.name'])
    .where('partner.id', '=', partnerId)
    .where(sql<boolean>`round_state(round) IN ('open', 'paused')`)
    .orderBy('round.id')
    .execute();
}

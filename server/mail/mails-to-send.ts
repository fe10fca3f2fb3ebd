/** A mail with everything that its words and its sending depend on, as it is at this moment. */
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database, MailKind, Role } from '../database/schema.ts';
import { type Agreed, findAgreed } from './agreed.ts';
import { beginOfDay, findNews, type RoundNews } from './digest-news.ts';
import { findInvited, type Invited } from './find-invited.ts';
import type { Meeting } from './result-words.ts';

export interface MailToSend {
  id: string;
  kind: MailKind;
  language: Language;
  state: 'waiting' | 'sent' | 'failed' | 'skipped';
  messageId: string;
  /** Where it goes: of somebody who is asked, the address that is known now. */
  to: string | null;
  network: string;
  contact: string;
  round:
    | {
        name: string;
        sender: string;
        replyTo: string;
        message: string;
        closesAt: Date;
        status: 'planned' | 'open' | 'paused' | 'closed';
      }
    | undefined;
  invitation:
    | { id: string; revoked: boolean; answered: boolean; person: string; partner: string }
    | undefined;
  person:
    | {
        id: string;
        name: string;
        seed: Buffer;
        unsubscribed: boolean;
        addressFails: boolean;
        archived: boolean;
        erased: boolean;
      }
    | undefined;
  account: { name: string; role: Role; disabled: boolean } | undefined;
  /**
   * The link in it: of an invitation the one that is handed over (`mailed-link.ts` has the other), of a sign-in,
   * somebody's own data or mirror, the choosing, an agreement. Seed null: it can't be made again.
   */
  link: MailLink | undefined;
  /** With a result also the mirror of the own partner; undefined when there is none any more. */
  mirrorLink: MailLink | undefined;
  /** In which the result is discussed; undefined when there is none to come. */
  meeting: Meeting | undefined;
  /** Until when people choose; undefined when they can't now. */
  choosingUntil: Date | undefined;
  agreement: { what: string; byWhen: string; round: string; isDone: boolean } | undefined;
  /** Of a digest; undefined when it was switched off. */
  digest: { networkId: string; news: readonly RoundNews[] } | undefined;
  /** Of an invitation to an account. */
  invited: Invited | undefined;
  /** What partners agreed after the last round before this one. */
  agreed: Agreed | undefined;
}

interface MailLink {
  seed: Buffer | null;
  hash: Buffer;
  expiresAt: Date | null;
  ended: boolean;
}

/** The mail; undefined when there is none with this id. */
export async function findMailToSend(db: Database, id: string): Promise<MailToSend | undefined> {
  const { rows } = await sql<Row>`
    SELECT mail.id, mail.kind, mail.state, mail.tells_from, ${beginOfDay(sql`mail.created_at`)} AS tells_until,
      digest.id IS NOT NULL AS wants_digest,
      -- Until it went out: that of the person now, in which its page opens as well.
      CASE WHEN mail.state = 'sent' THEN mail.language ELSE coalesce(person.language, mail.language) END
        AS language,
      mail.message_id,
      CASE WHEN mail.kind IN ('invitation', 'reminder', 'lost-link') AND person.id IS NOT NULL THEN person.email
        ELSE mail.recipient END AS recipient,
      coalesce(network.name, '') AS network, network.id AS network_id, round.opens_at,
      coalesce(nullif(round.privacy->>'contact', ''), network.contact, '') AS contact,
      round.id AS round_id, round.name AS round, round.sender, round.reply_to, round.message, round.closes_at,
      CASE WHEN round.meeting_until > now() THEN round.meeting_from END AS meeting_from, round.meeting_until, round.meeting_place,
      round_state(round) AS status,
      invitation.id AS invitation_id, invitation.revoked_at IS NOT NULL AS revoked,
      -- An invitation still goes when only somebody with a link that was handed over answered.
      invitation.submitted_at IS NOT NULL AND (mail.kind <> 'invitation' OR sender.address IS NOT NULL) AS answered, invitation.person AS invited,
      coalesce(round_partner.name, '') AS partner,
      person.id AS person_id, person.name AS person, person.seed AS person_seed,
      person.unsubscribed_at IS NOT NULL AS unsubscribed,
      person.address_fails_at IS NOT NULL AS address_fails,
      person.archived_at IS NOT NULL AS archived, person.erased_at IS NOT NULL AS erased,
      account.id AS account_id, account.name AS account, account.role,
      account.disabled_at IS NOT NULL AS disabled,
      -- A mail with a mirror names the invitation as well, and its link is never the questionnaire's.
      CASE WHEN mail.kind = 'mirror' THEN share.seed
        WHEN mail.kind = 'result' THEN ballot.seed
        ELSE coalesce(invitation.seed, sign_in_link.seed, data_link.seed, agreement_link.seed) END AS seed,
      CASE WHEN mail.kind = 'mirror' THEN share.token_hash WHEN mail.kind = 'result' THEN ballot.token_hash
        ELSE coalesce(invitation.token_hash, sign_in_link.token_hash, data_link.token_hash,
          agreement_link.token_hash) END AS token_hash,
      coalesce(sign_in_link.expires_at, data_link.expires_at, ballot.expires_at, share.expires_at) AS expires_at,
      coalesce(sign_in_link.used_at IS NOT NULL OR sign_in_link.expires_at <= now(),
        data_link.expires_at <= now(), ballot.expires_at <= now(),
        share.revoked_at IS NOT NULL OR share.expires_at <= now(), false) AS ended,
      share.seed AS mirror_seed, share.token_hash AS mirror_hash, share.expires_at AS mirror_expires_at,
      share.revoked_at IS NOT NULL OR share.expires_at <= now() AS mirror_ended,
      CASE WHEN choosing.closed_at IS NULL AND choosing.ends_at > now() THEN choosing.ends_at END AS choosing_until,
      agreement.what, agreement.by_when::text AS by_when, agreement.done_at IS NOT NULL AS is_done,
      (SELECT name FROM round WHERE id = agreement.round_id) AS agreement_round
    FROM mail
      LEFT JOIN invitation ON invitation.id = mail.invitation_id
      LEFT JOIN holder AS sender ON sender.id = invitation.sent_by
      LEFT JOIN round ON round.id = coalesce(mail.round_id, invitation.round_id)
      LEFT JOIN network ON network.id = coalesce(mail.network_id, round.network_id)
      LEFT JOIN round_partner ON round_partner.round_id = invitation.round_id
        AND round_partner.partner_id = invitation.partner_id
      LEFT JOIN person ON person.id = coalesce(mail.person_id, invitation.person_id)
      LEFT JOIN sign_in_link ON sign_in_link.id = mail.sign_in_link_id
      LEFT JOIN data_link ON data_link.id = mail.data_link_id
      LEFT JOIN share ON share.id = mail.share_id
      LEFT JOIN ballot ON ballot.id = mail.ballot_id
      LEFT JOIN choosing ON mail.kind = 'result' AND choosing.round_id = mail.round_id
      LEFT JOIN agreement_link ON agreement_link.id = mail.agreement_link_id
      LEFT JOIN agreement ON agreement.id = agreement_link.agreement_id
      LEFT JOIN account ON account.id = coalesce(mail.account_id, sign_in_link.account_id)
      LEFT JOIN digest ON digest.account_id = mail.account_id AND digest.network_id = mail.network_id
    WHERE mail.id = ${id}::bigint`.execute(db);
  const row = rows[0];
  if (!row) return undefined;
  const { kind, networkId, opensAt } = row;
  const agreed =
    kind === 'invitation' && networkId && opensAt ? await findAgreed(db, networkId, opensAt) : undefined;
  const { tellsFrom: from, tellsUntil: until } = row;
  const digest =
    kind === 'digest' && networkId && from && row.wantsDigest
      ? { networkId, news: await findNews(db, { networkId, from, until }) }
      : undefined;
  const invited = kind === 'account' && row.accountId ? await findInvited(db, row.accountId) : undefined;
  return { ...describeRow(row, agreed), digest, invited };
}

interface Row {
  id: string;
  kind: MailKind;
  language: Language;
  state: MailToSend['state'];
  tellsFrom: Date | null;
  tellsUntil: Date;
  wantsDigest: boolean;
  messageId: string;
  recipient: string | null;
  network: string;
  networkId: string | null;
  opensAt: Date | null;
  contact: string;
  roundId: string | null;
  round: string;
  sender: string;
  replyTo: string;
  message: string;
  closesAt: Date;
  status: NonNullable<MailToSend['round']>['status'];
  invitationId: string | null;
  revoked: boolean;
  answered: boolean;
  invited: string;
  partner: string;
  personId: string | null;
  person: string;
  personSeed: Buffer;
  unsubscribed: boolean;
  addressFails: boolean;
  archived: boolean;
  erased: boolean;
  accountId: string | null;
  account: string;
  role: Role;
  disabled: boolean;
  seed: Buffer | null;
  tokenHash: Buffer | null;
  expiresAt: Date | null;
  ended: boolean;
  mirrorSeed: Buffer | null;
  mirrorHash: Buffer | null;
  mirrorExpiresAt: Date | null;
  mirrorEnded: boolean | null;
  choosingUntil: Date | null;
  meetingFrom: Date | null;
  meetingUntil: Date;
  meetingPlace: string;
  what: string | null;
  byWhen: string;
  isDone: boolean;
  agreementRound: string;
}

function describeRow(row: Row, agreed: Agreed | undefined): Omit<MailToSend, 'digest' | 'invited'> {
  return {
    id: row.id,
    kind: row.kind,
    language: row.language,
    state: row.state,
    messageId: row.messageId,
    to: row.recipient,
    network: row.network,
    contact: row.contact,
    round:
      row.roundId === null
        ? undefined
        : {
            name: row.round,
            sender: row.sender,
            replyTo: row.replyTo,
            message: row.message,
            closesAt: row.closesAt,
            status: row.status,
          },
    invitation:
      row.invitationId === null
        ? undefined
        : {
            id: row.invitationId,
            revoked: row.revoked,
            answered: row.answered,
            person: row.invited,
            partner: row.partner,
          },
    person:
      row.personId === null
        ? undefined
        : {
            id: row.personId,
            name: row.person,
            seed: row.personSeed,
            unsubscribed: row.unsubscribed,
            addressFails: row.addressFails,
            archived: row.archived,
            erased: row.erased,
          },
    account:
      row.accountId === null ? undefined : { name: row.account, role: row.role, disabled: row.disabled },
    link:
      row.tokenHash === null
        ? undefined
        : {
            seed: row.seed,
            hash: row.tokenHash,
            expiresAt: row.expiresAt,
            ended: row.ended,
          },
    mirrorLink:
      row.mirrorHash === null || row.mirrorEnded
        ? undefined
        : { seed: row.mirrorSeed, hash: row.mirrorHash, expiresAt: row.mirrorExpiresAt, ended: false },
    meeting:
      row.meetingFrom === null
        ? undefined
        : { from: row.meetingFrom, until: row.meetingUntil, place: row.meetingPlace },
    choosingUntil: row.choosingUntil ?? undefined,
    agreement:
      row.what === null
        ? undefined
        : { what: row.what, byWhen: row.byWhen, round: row.agreementRound, isDone: row.isDone },
    agreed,
  };
}

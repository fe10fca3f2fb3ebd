/** The texts of the server, per language. `satisfies` makes the compiler see a key that English lacks. */
import { createTexts } from '../survey/texts.ts';
import accountsEn from './texts/accounts.en.json' with { type: 'json' };
import accountsNl from './texts/accounts.nl.json' with { type: 'json' };
import adminEn from './texts/admin.en.json' with { type: 'json' };
import adminNl from './texts/admin.nl.json' with { type: 'json' };
import agreementsEn from './texts/agreements.en.json' with { type: 'json' };
import agreementsNl from './texts/agreements.nl.json' with { type: 'json' };
import answersEn from './texts/answers.en.json' with { type: 'json' };
import answersNl from './texts/answers.nl.json' with { type: 'json' };
import comparisonsEn from './texts/comparisons.en.json' with { type: 'json' };
import comparisonsNl from './texts/comparisons.nl.json' with { type: 'json' };
import deskEn from './texts/desk.en.json' with { type: 'json' };
import deskNl from './texts/desk.nl.json' with { type: 'json' };
import mailsEn from './texts/mails.en.json' with { type: 'json' };
import mailsNl from './texts/mails.nl.json' with { type: 'json' };
import mirrorsEn from './texts/mirrors.en.json' with { type: 'json' };
import mirrorsNl from './texts/mirrors.nl.json' with { type: 'json' };
import networksEn from './texts/networks.en.json' with { type: 'json' };
import networksNl from './texts/networks.nl.json' with { type: 'json' };
import outboxEn from './texts/outbox.en.json' with { type: 'json' };
import outboxNl from './texts/outbox.nl.json' with { type: 'json' };
import pagesEn from './texts/pages.en.json' with { type: 'json' };
import pagesNl from './texts/pages.nl.json' with { type: 'json' };
import privacyEn from './texts/privacy.en.json' with { type: 'json' };
import privacyNl from './texts/privacy.nl.json' with { type: 'json' };
import profilesEn from './texts/profiles.en.json' with { type: 'json' };
import profilesNl from './texts/profiles.nl.json' with { type: 'json' };
import readingEn from './texts/reading.en.json' with { type: 'json' };
import readingNl from './texts/reading.nl.json' with { type: 'json' };
import refusalsEn from './texts/refusals.en.json' with { type: 'json' };
import refusalsNl from './texts/refusals.nl.json' with { type: 'json' };
import resultsEn from './texts/results.en.json' with { type: 'json' };
import resultsNl from './texts/results.nl.json' with { type: 'json' };
import roundsEn from './texts/rounds.en.json' with { type: 'json' };
import roundsNl from './texts/rounds.nl.json' with { type: 'json' };
import shellEn from './texts/shell.en.json' with { type: 'json' };
import shellNl from './texts/shell.nl.json' with { type: 'json' };

/** The sentences of refusals. */
export const refusalTexts = createTexts({ nl: refusalsNl, en: refusalsEn satisfies typeof refusalsNl });

/**
 * Everything that stands on pages, by room. Rooms of the desk: `desk` (its frame), `accounts`, `networks` (with partners and
 * people), `rounds` (with invitations), `outbox` (mails and jobs), `privacy`, `reading` (results for who may read).
 * What the log calls a change stands in its room under `actions`.
 */
export const pageTexts = createTexts({
  nl: {
    answers: answersNl,
    pages: pagesNl,
    results: resultsNl,
    accounts: accountsNl,
    agreements: agreementsNl,
    comparisons: comparisonsNl,
    desk: deskNl,
    mirrors: mirrorsNl,
    networks: networksNl,
    outbox: outboxNl,
    privacy: privacyNl,
    profiles: profilesNl,
    reading: readingNl,
    rounds: roundsNl,
  },
  en: {
    answers: answersEn satisfies typeof answersNl,
    pages: pagesEn satisfies typeof pagesNl,
    results: resultsEn satisfies typeof resultsNl,
    accounts: accountsEn satisfies typeof accountsNl,
    agreements: agreementsEn satisfies typeof agreementsNl,
    comparisons: comparisonsEn satisfies typeof comparisonsNl,
    desk: deskEn satisfies typeof deskNl,
    mirrors: mirrorsEn satisfies typeof mirrorsNl,
    networks: networksEn satisfies typeof networksNl,
    outbox: outboxEn satisfies typeof outboxNl,
    privacy: privacyEn satisfies typeof privacyNl,
    profiles: profilesEn satisfies typeof profilesNl,
    reading: readingEn satisfies typeof readingNl,
    rounds: roundsEn satisfies typeof roundsNl,
  },
});

/** The words of mails, by kind. */
export const mailTexts = createTexts({ nl: mailsNl, en: mailsEn satisfies typeof mailsNl });

/** What the programs that run in a shell say. */
export const shellTexts = createTexts({ nl: shellNl, en: shellEn satisfies typeof shellNl });

/** What the shell command says; `commands.…` by the name of the command. */
export const adminTexts = createTexts({ nl: adminNl, en: adminEn satisfies typeof adminNl });

/** The texts of the server, per language. `satisfies` makes the compiler see a key that English lacks. */
import { createTexts } from '../../survey/texts.ts';
import accountsEn from '../accounts/texts.en.json' with { type: 'json' };
import accountsNl from '../accounts/texts.nl.json' with { type: 'json' };
import adminEn from '../cli/texts.en.json' with { type: 'json' };
import adminNl from '../cli/texts.nl.json' with { type: 'json' };
import deskEn from '../desk/texts.en.json' with { type: 'json' };
import deskNl from '../desk/texts.nl.json' with { type: 'json' };
import outboxEn from '../mail/outbox/texts.en.json' with { type: 'json' };
import outboxNl from '../mail/outbox/texts.nl.json' with { type: 'json' };
import mailsEn from '../mail/texts.en.json' with { type: 'json' };
import mailsNl from '../mail/texts.nl.json' with { type: 'json' };
import networksEn from '../networks/texts.en.json' with { type: 'json' };
import networksNl from '../networks/texts.nl.json' with { type: 'json' };
import privacyEn from '../privacy/texts.en.json' with { type: 'json' };
import privacyNl from '../privacy/texts.nl.json' with { type: 'json' };
import answersEn from '../questionnaire/texts.en.json' with { type: 'json' };
import answersNl from '../questionnaire/texts.nl.json' with { type: 'json' };
import agreementsEn from '../results/agreements/texts.en.json' with { type: 'json' };
import agreementsNl from '../results/agreements/texts.nl.json' with { type: 'json' };
import comparisonsEn from '../results/comparisons/texts.en.json' with { type: 'json' };
import comparisonsNl from '../results/comparisons/texts.nl.json' with { type: 'json' };
import mirrorsEn from '../results/mirrors/texts.en.json' with { type: 'json' };
import mirrorsNl from '../results/mirrors/texts.nl.json' with { type: 'json' };
import resultsEn from '../results/shares/texts.en.json' with { type: 'json' };
import resultsNl from '../results/shares/texts.nl.json' with { type: 'json' };
import readingEn from '../results/texts.en.json' with { type: 'json' };
import readingNl from '../results/texts.nl.json' with { type: 'json' };
import roundsEn from '../rounds/texts.en.json' with { type: 'json' };
import roundsNl from '../rounds/texts.nl.json' with { type: 'json' };
import profilesEn from '../social-map/texts.en.json' with { type: 'json' };
import profilesNl from '../social-map/texts.nl.json' with { type: 'json' };
import pagesEn from '../web/texts.en.json' with { type: 'json' };
import pagesNl from '../web/texts.nl.json' with { type: 'json' };
import refusalsEn from './refusals.en.json' with { type: 'json' };
import refusalsNl from './refusals.nl.json' with { type: 'json' };
import shellEn from './shell.en.json' with { type: 'json' };
import shellNl from './shell.nl.json' with { type: 'json' };

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

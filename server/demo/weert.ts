/**
 * The example: a network of 21 partners in the form of the Weert study of 2021. Four partner names are in that
 * study; all other names, and every answer, are made up so that they lead to the strengths and weaknesses that
 * the study found. Pages and PDFs of this network say so.
 */
import type { PartnerKind } from '../partners/partner-kinds.ts';

export const municipality = { code: 'GM0988', name: 'Weert' };
export const networkName = 'Keten rond armoede (voorbeeld)';

export const partners: { code: string; name: string; kind: PartnerKind; size: number }[] = [
  { code: 'gemeente', name: 'Gemeente Weert', kind: 'municipality', size: 60 },
  { code: 'punt-welzijn', name: 'Punt Welzijn', kind: 'welfare', size: 45 },
  { code: 'cjg', name: 'Centrum voor Jeugd en Gezin', kind: 'youth-health-care', size: 40 },
  { code: 'amw', name: 'Algemeen Maatschappelijk Werk Midden-Limburg', kind: 'welfare', size: 38 },
  { code: 'schuldhulp', name: 'Schuldhulp De Brug', kind: 'debt-help', size: 18 },
  { code: 'voedselbank', name: 'Voedselbank De Mand', kind: 'informal', size: 25 },
  { code: 'wonen', name: 'Woonstichting De Dorpel', kind: 'housing', size: 30 },
  { code: 'school-vlinder', name: 'Basisschool De Vlinder', kind: 'school', size: 20 },
  { code: 'maatjes', name: 'Maatjes Thuis op Orde', kind: 'informal', size: 12 },
  { code: 'rondkomen', name: 'Ervaringsgroep Rondkomen', kind: 'experts-by-experience', size: 6 },
  { code: 'kledingbank', name: 'Kledingbank De Kast', kind: 'informal', size: 10 },
  { code: 'school-kompas', name: 'Basisschool Het Kompas', kind: 'school', size: 22 },
  { code: 'vakcollege', name: 'Vakcollege De Meander', kind: 'school', size: 35 },
  { code: 'jeugdarts', name: 'Jeugdgezondheid Noordhoek', kind: 'youth-health-care', size: 15 },
  { code: 'wijkagent', name: 'Politie, wijkteam', kind: 'police', size: 8 },
  { code: 'huisarts', name: 'Huisartsen Het Plein', kind: 'health-care', size: 9 },
  { code: 'kind-doet-mee', name: 'Stichting Kind Doet Mee', kind: 'informal', size: 7 },
  { code: 'samen-delen', name: 'Kerkgroep Samen Delen', kind: 'informal', size: 11 },
  { code: 'supermarkt', name: 'Supermarkt Van den Akker', kind: 'employer', size: 14 },
  { code: 'bibliotheek', name: 'Bibliotheek De Leeshoek', kind: 'other', size: 13 },
  { code: 'wijkhuis', name: 'Wijkhuis De Linde', kind: 'welfare', size: 9 },
];

/**
 * What one person answered, as it counts (a reversed item already turned round): a pair of digits for each facet
 * in the order of the instrument, its first and its second item; '-' is 'weet ik niet'.
 */
export interface ExampleAnswers {
  partner: string;
  person: string;
  pairs: string;
  /** A digit for each condition in the order of the instrument; left out by who skipped that page. */
  conditions?: string;
  /** Partners with whom there is contact: code, then frequency, familiarity and dependence as three digits. */
  contacts: string;
  consentScores: boolean;
}

/** The round that is open now: ten of the 21 partners have answered, two of them with two people. */
export const openRoundAnswers: ExampleAnswers[] = [
  {
    partner: 'gemeente',
    person: 'Beleid',
    pairs: '54 44 33 32 45 44 33 33 55 55 55 55 54 33',
    contacts:
      'punt-welzijn:422 cjg:422 amw:422 schuldhulp:422 voedselbank:311 wonen:321 school-vlinder:211 maatjes:211 rondkomen:211 kledingbank:110 jeugdarts:211 wijkagent:311 kind-doet-mee:211 wijkhuis:311',
    conditions: '333324',
    consentScores: true,
  },
  {
    partner: 'gemeente',
    person: 'Uitvoering',
    pairs: '45 44 3- 23 45 44 33 32 55 55 55 54 54 33',
    contacts: 'punt-welzijn:421 schuldhulp:422 voedselbank:321 wonen:321 wijkagent:211 school-kompas:211',
    conditions: '223224',
    consentScores: true,
  },
  {
    partner: 'punt-welzijn',
    person: '',
    pairs: '44 54 23 22 45 54 33 32 45 54 54 54 54 23',
    contacts:
      'gemeente:422 cjg:321 amw:421 schuldhulp:311 voedselbank:422 maatjes:422 rondkomen:321 kledingbank:321 school-vlinder:211 samen-delen:311 wijkhuis:422 bibliotheek:211',
    conditions: '232314',
    consentScores: true,
  },
  {
    partner: 'cjg',
    person: '',
    pairs: '54 44 22 33 44 44 32 22 45 55 44 45 55 32',
    contacts:
      'gemeente:422 punt-welzijn:311 amw:321 jeugdarts:422 school-vlinder:311 school-kompas:311 vakcollege:211 kind-doet-mee:211 huisarts:211',
    conditions: '232325',
    consentScores: false,
  },
  {
    partner: 'amw',
    person: 'Team noord',
    pairs: '44 44 33 22 55 45 23 32 55 54 54 55 54 22',
    contacts:
      'gemeente:422 punt-welzijn:422 cjg:321 schuldhulp:422 huisarts:311 wonen:311 wijkagent:211 voedselbank:211',
    conditions: '133224',
    consentScores: false,
  },
  {
    partner: 'amw',
    person: 'Team zuid',
    pairs: '44 44 33 22 45 45 23 22 55 54 54 55 54 22',
    contacts: 'gemeente:322 punt-welzijn:321 schuldhulp:322 huisarts:311 wijkhuis:211',
    conditions: '232214',
    consentScores: false,
  },
  {
    partner: 'schuldhulp',
    person: '',
    pairs: '55 45 22 23 45 44 22 22 45 54 22 45 44 33',
    contacts: 'gemeente:422 amw:311 punt-welzijn:210 wonen:210 voedselbank:210 maatjes:210',
    conditions: '221325',
    consentScores: false,
  },
  {
    partner: 'voedselbank',
    person: 'Bestuur',
    pairs: '44 44 23 12 44 44 32 23 54 55 21 54 54 23',
    contacts: 'gemeente:311 punt-welzijn:311 kledingbank:310 samen-delen:310 supermarkt:411',
    consentScores: false,
  },
  {
    partner: 'wonen',
    person: '',
    pairs: '54 43 43 23 54 54 22 22 44 45 54 54 54 22',
    contacts: 'gemeente:322 schuldhulp:211 amw:211 wijkagent:311 wijkhuis:211',
    conditions: '343324',
    consentScores: false,
  },
  {
    partner: 'school-vlinder',
    person: 'Intern begeleider',
    pairs: '44 54 22 22 44 44 33 33 55 54 22 55 45 33',
    contacts: 'cjg:321 jeugdarts:321 gemeente:110 kind-doet-mee:210',
    conditions: '142324',
    consentScores: false,
  },
  {
    partner: 'maatjes',
    person: '',
    pairs: '45 44 23 33 45 45 23 22 54 54 32 45 54 32',
    contacts: 'punt-welzijn:422 gemeente:210 schuldhulp:210 wijkhuis:311',
    conditions: '334313',
    consentScores: false,
  },
  {
    partner: 'rondkomen',
    person: '',
    pairs: '43 44 22 22 44 43 22 32 54 55 22 54 44 33',
    contacts: 'gemeente:211 punt-welzijn:311 voedselbank:211 kledingbank:110',
    conditions: '241213',
    consentScores: false,
  },
];

/** The round of a year before, closed: eight partners, so that there is something to compare. */
export const earlierRoundAnswers: ExampleAnswers[] = [
  {
    partner: 'gemeente',
    person: '',
    pairs: '44 33 33 32 44 33 23 23 55 55 55 44 45 33',
    contacts: 'punt-welzijn:422 cjg:422 amw:422 schuldhulp:321 voedselbank:211 wonen:211 wijkagent:211',
    conditions: '333323',
    consentScores: true,
  },
  {
    partner: 'punt-welzijn',
    person: '',
    pairs: '34 54 23 22 45 43 32 12 54 45 54 44 54 22',
    contacts: 'gemeente:422 amw:321 voedselbank:321 maatjes:321 wijkhuis:321',
    conditions: '232314',
    consentScores: false,
  },
  {
    partner: 'cjg',
    person: '',
    pairs: '44 34 23 33 44 23 12 21 54 55 44 34 55 22',
    contacts: 'gemeente:321 jeugdarts:422 school-vlinder:211',
    conditions: '132224',
    consentScores: false,
  },
  {
    partner: 'amw',
    person: '',
    pairs: '34 34 34 22 55 33 12 22 55 54 54 45 54 22',
    contacts: 'gemeente:422 punt-welzijn:321 schuldhulp:321',
    conditions: '132213',
    consentScores: false,
  },
  {
    partner: 'schuldhulp',
    person: '',
    pairs: '44 44 23 33 55 33 11 12 54 45 12 44 45 23',
    contacts: 'gemeente:422 amw:210',
    consentScores: false,
  },
  {
    partner: 'voedselbank',
    person: '',
    pairs: '33 43 22 22 43 34 23 22 55 55 22 44 45 32',
    contacts: 'gemeente:211 punt-welzijn:211 samen-delen:310',
    conditions: '231213',
    consentScores: false,
  },
  {
    partner: 'wonen',
    person: '',
    pairs: '44 23 43 23 45 43 12 12 43 54 54 44 54 22',
    contacts: 'gemeente:211 wijkagent:311',
    conditions: '343323',
    consentScores: false,
  },
  {
    partner: 'school-vlinder',
    person: '',
    pairs: '33 43 22 21 45 34 22 23 54 54 22 45 54 34',
    contacts: 'cjg:211 jeugdarts:311',
    conditions: '142223',
    consentScores: false,
  },
];

/**
 * The first round, two years ago, closed: thirteen partners. Five of them did not answer again, so that the comparison
 * has leavers, and enough of them to show the differences.
 */
export const firstRoundAnswers: ExampleAnswers[] = [
  {
    partner: 'gemeente',
    person: '',
    pairs: '43 33 33 44 23 33 23 23 55 55 55 44 45 33',
    contacts: 'punt-welzijn:422 cjg:321 amw:321 schuldhulp:311 wonen:211 wijkagent:311 jeugdarts:211',
    conditions: '333322',
    consentScores: true,
  },
  {
    partner: 'punt-welzijn',
    person: '',
    pairs: '33 44 23 33 33 33 32 12 54 44 54 44 54 22',
    contacts: 'gemeente:422 amw:321 voedselbank:211 maatjes:321 wijkhuis:422',
    conditions: '232213',
    consentScores: false,
  },
  {
    partner: 'cjg',
    person: '',
    pairs: '43 34 23 44 23 23 12 22 54 45 44 34 54 22',
    contacts: 'gemeente:321 jeugdarts:422 school-vlinder:211 huisarts:211',
    conditions: '132224',
    consentScores: false,
  },
  {
    partner: 'amw',
    person: '',
    pairs: '34 33 34 33 33 33 12 22 55 54 54 45 54 22',
    contacts: 'gemeente:322 punt-welzijn:321 schuldhulp:321 wijkhuis:211',
    conditions: '122213',
    consentScores: false,
  },
  {
    partner: 'schuldhulp',
    person: '',
    pairs: '43 44 23 44 32 33 11 12 54 45 12 44 44 23',
    contacts: 'gemeente:322 amw:210',
    consentScores: false,
  },
  {
    partner: 'voedselbank',
    person: '',
    pairs: '33 34 22 33 23 34 23 22 45 55 22 44 45 32',
    contacts: 'gemeente:110 samen-delen:310 kind-doet-mee:211',
    conditions: '131213',
    consentScores: false,
  },
  {
    partner: 'wonen',
    person: '',
    pairs: '44 23 43 34 22 43 12 12 43 54 54 44 54 22',
    contacts: 'gemeente:211 wijkagent:311',
    conditions: '243323',
    consentScores: false,
  },
  {
    partner: 'school-vlinder',
    person: '',
    pairs: '32 43 22 32 33 34 22 22 54 54 22 45 54 34',
    contacts: 'jeugdarts:311 kind-doet-mee:211',
    conditions: '142223',
    consentScores: false,
  },
  {
    partner: 'jeugdarts',
    person: '',
    pairs: '33 33 23 33 33 33 22 12 44 54 44 44 54 23',
    contacts: 'cjg:422 school-vlinder:311 huisarts:311 gemeente:211',
    conditions: '232223',
    consentScores: false,
  },
  {
    partner: 'wijkagent',
    person: '',
    pairs: '34 33 33 43 23 33 22 22 44 44 33 44 44 33',
    contacts: 'gemeente:311 wonen:311 wijkhuis:211',
    consentScores: false,
  },
  {
    partner: 'huisarts',
    person: '',
    pairs: '23 33 22 33 33 32 11 11 44 44 32 44 54 23',
    contacts: 'jeugdarts:311 cjg:211',
    conditions: '121213',
    consentScores: false,
  },
  {
    partner: 'kind-doet-mee',
    person: '',
    pairs: '33 34 32 33 32 33 22 12 55 55 22 44 55 22',
    contacts: 'gemeente:211 voedselbank:211 school-vlinder:211',
    conditions: '232213',
    consentScores: false,
  },
  {
    partner: 'wijkhuis',
    person: '',
    pairs: '34 44 33 34 33 43 23 22 54 55 33 45 54 33',
    contacts: 'punt-welzijn:422 maatjes:311 gemeente:211',
    conditions: '333314',
    consentScores: false,
  },
];

/** What the partners agreed after a round; days count from today, before it or after it. */
export interface ExampleAgreement {
  facet: string;
  what: string;
  who: string;
  made: number;
  byWhen: number;
  /** The day on which it was done; left out when it is not. */
  done?: number;
  /** The code of the partner that sees to it, and what it said of it last. */
  owner?: string;
  standing?: string;
}

/** What the made-up coordinator says of the second result, on its factsheet. */
export const ownWords = {
  text: 'Wij zijn blij met het vertrouwen tussen de partners. Het contact kan vaker.\nDaar beginnen wij mee. (Deze woorden zijn verzonnen.)',
  by: 'De coördinator van het netwerk (voorbeeld)',
};

/** On what partners chose to work after the second round. */
export const chosenAfterEarlier = ['contact', 'awareness', 'planning'];

/** A made-up house style, clearly of nobody: its logo is drawn in `logo.svg`. */
export const exampleLooks = { colour: '#6b2158', logo: { width: 640, height: 160 } };

export const agreementsAfterFirst: ExampleAgreement[] = [
  {
    facet: 'trust',
    what: 'Elke partner loopt een dagdeel mee met een andere partner',
    who: 'Alle partners',
    made: -690,
    byWhen: -560,
    done: -590,
  },
  {
    facet: 'contact',
    what: 'Een appgroep voor korte vragen tussen uitvoerders',
    who: 'Centrum voor Jeugd en Gezin',
    made: -690,
    byWhen: -600,
    done: -640,
  },
  {
    facet: 'planning',
    what: 'De jaarplannen naast elkaar leggen',
    who: 'Gemeente Weert',
    made: -690,
    byWhen: -420,
  },
];

export const agreementsAfterEarlier: ExampleAgreement[] = [
  {
    facet: 'contact',
    what: 'Een inloopuur, elke dinsdagmiddag op dezelfde plek',
    who: 'Punt Welzijn en Wijkhuis De Linde',
    made: -325,
    byWhen: -250,
    done: -262,
  },
  {
    facet: 'awareness',
    what: 'Een sociale kaart waarop elke partner schrijft wat hij doet',
    who: 'Alle partners',
    made: -325,
    byWhen: 45,
  },
  {
    facet: 'values',
    what: 'Een avond over wat wij samen willen bereiken',
    who: 'Ervaringsgroep Rondkomen',
    made: -325,
    byWhen: -180,
    done: -190,
  },
  {
    facet: 'dependence',
    what: 'Opschrijven wie wat van wie nodig heeft',
    who: 'Schuldhulp De Brug',
    owner: 'schuldhulp',
    standing: 'Elf partners schreven het op. De andere vragen wij in januari. (verzonnen)',
    made: -300,
    byWhen: -60,
  },
];

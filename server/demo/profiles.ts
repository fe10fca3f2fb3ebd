/** What fifteen partners of the example say of themselves. Made up, like all of it; one kind of help is offered by nobody. */
import { emptyProfile, type Profile } from '../../survey/profile.ts';

const written: Record<string, Partial<Profile>> = {
  gemeente: {
    about: 'Wij zorgen dat iedereen krijgt waar die recht op heeft.\nBel gerust, ook als u twijfelt.',
    contributions: ['income', 'forms', 'legal', 'referral'],
    targetGroups: ['everyone', 'benefits'],
    website: 'https://weert.example/inkomen',
    address: 'Stadhuisplein 1\nWeert',
    openingHours: 'Maandag tot en met vrijdag\n9.00 – 17.00 uur',
  },
  'punt-welzijn': {
    about: 'Wij helpen mensen verder in hun eigen wijk.',
    contributions: ['forms', 'meeting', 'buddies', 'coaching', 'signalling', 'referral'],
    targetGroups: ['everyone', 'older'],
    website: 'https://welzijn.example',
    email: 'hulp@welzijn.example',
    openingHours: 'Inloop op dinsdag van 10 tot 12 uur',
  },
  cjg: {
    about: 'Ouders kunnen bij ons terecht met elke vraag over opgroeien.',
    contributions: ['children', 'health', 'signalling', 'referral'],
    targetGroups: ['families', 'single-parents'],
  },
  amw: {
    about: 'Wij kijken samen naar geld, wonen en gezin, en maken een plan.',
    contributions: ['budgeting', 'coaching', 'home-visits', 'signalling', 'referral'],
    targetGroups: ['everyone'],
  },
  schuldhulp: {
    about: 'Wij maken schulden beheersbaar en houden contact met wie geld krijgt.',
    contributions: ['debts', 'budgeting', 'coaching', 'legal'],
    targetGroups: ['everyone', 'working', 'self-employed'],
    website: 'https://debrug.example',
    phone: '0495 – 00 00 00',
  },
  voedselbank: {
    about: 'Elke week een pakket voor wie het niet redt.',
    contributions: ['food', 'signalling', 'referral'],
    otherContributions: 'Een verjaardagspakket voor kinderen',
    targetGroups: ['everyone'],
    openingHours: 'Uitgifte op vrijdag van 13 tot 16 uur',
  },
  wonen: {
    about: 'Bij achterstand met de huur bellen wij zelf aan.',
    contributions: ['housing', 'home-visits', 'signalling'],
    targetGroups: ['everyone', 'homeless'],
  },
  'school-vlinder': {
    about: 'Geen kind wordt overgeslagen.',
    contributions: ['children', 'signalling'],
    targetGroups: ['families'],
  },
  maatjes: {
    about: 'Een vrijwilliger komt een half jaar lang elke week langs.',
    contributions: ['budgeting', 'forms', 'buddies', 'home-visits'],
    targetGroups: ['everyone', 'living-alone'],
    email: 'maatjes@voorbeeld.example',
  },
  rondkomen: {
    about: 'Wij weten hoe het is, en denken mee met wie beleid maakt.',
    contributions: ['meeting', 'experience'],
    targetGroups: ['everyone'],
  },
  kledingbank: {
    about: 'Goede kleding, gratis, twee keer per jaar een volle tas.',
    contributions: ['goods', 'meeting'],
    targetGroups: ['everyone', 'newcomers'],
    address: 'Achterom 3, Weert',
  },
  jeugdarts: {
    about: 'Wij zien bijna alle kinderen, en vragen ook naar geldzorgen.',
    contributions: ['health', 'signalling', 'referral'],
    targetGroups: ['families'],
  },
  'kind-doet-mee': {
    about: 'Wij betalen sport, muziek en schoolreis.',
    contributions: ['children', 'funding'],
    targetGroups: ['families', 'single-parents'],
    otherTargetGroups: 'Pleeggezinnen',
  },
  bibliotheek: {
    about: 'Een rustige plek om te leren, met hulp bij taal en computer.',
    contributions: ['forms', 'learning', 'meeting'],
    targetGroups: ['older', 'newcomers', 'low-literacy'],
  },
  wijkhuis: {
    about: 'Koffie, en elke woensdag samen eten.',
    contributions: ['food', 'meeting', 'referral'],
    targetGroups: ['everyone'],
    openingHours: 'Elke dag van 9 tot 21 uur, woensdag samen eten om 17.30 uur',
  },
};

/** By the code of the partner. */
export const exampleProfiles: ReadonlyMap<string, Profile> = new Map(
  Object.entries(written).map(([code, said]) => [code, { ...emptyProfile, ...said }]),
);

/**
 * What people of the example explained after its second round, all of it made up: enough partners let the coordinator read
 * it on two themes, and too few on the others. Who wrote without the tick is there too, and is read by nobody.
 */

/** The coordinator may read it unless `kept`. */
interface ExampleComment {
  text: string;
  kept?: true;
  /** Researchers may read it too, and this is what the coordinator wrote for them. */
  cleaned?: string;
}

/** By partner, then by the theme that it is about. */
export type ExampleComments = Record<string, Record<string, ExampleComment>>;

/** Six partners on sharing, of which five for researchers too, five on quality, two on depending on each other, nobody on reputation. */
export const earlierComments: ExampleComments = {
  gemeente: {
    sharing: {
      text: 'We delen veel kennis, maar we maken nog geen plan samen.',
      cleaned: 'Kennis wordt gedeeld, een gezamenlijk plan is er niet.',
    },
    quality: { text: 'We bellen elkaar snel als het moet. Vaste momenten om terug te kijken zijn er niet.' },
  },
  'punt-welzijn': {
    sharing: {
      text: 'Wie wat doet is duidelijk. Lastig is dat iedereen een eigen intake doet.\nMensen vertellen daardoor drie keer hetzelfde.',
      cleaned:
        'De taken zijn duidelijk. Elke partner doet een eigen intake, zodat mensen hun verhaal vaker vertellen.',
    },
    quality: { text: 'Een gezamenlijk overleg om de twee maanden zou al helpen.' },
  },
  cjg: {
    sharing: {
      text: 'Ik weet niet altijd welke afspraken de andere partners hebben.',
      cleaned: 'Afspraken van anderen zijn niet altijd bekend.',
    },
    quality: { text: 'Terugkoppeling na een verwijzing missen we vaak.' },
    interdependence: { text: 'Zonder de vrijwilligers bereiken we de gezinnen niet.' },
  },
  amw: {
    sharing: { text: 'Het gesprek over waarden hebben we nog nooit gevoerd.', kept: true },
    quality: { text: 'Er is vertrouwen, maar het hangt aan een paar mensen.' },
  },
  schuldhulp: {
    sharing: {
      text: 'Privacyregels worden soms gebruikt om niets te delen. Er kan meer dan we denken.',
      cleaned: 'Regels over privacy houden meer tegen dan nodig is.',
    },
    interdependence: { text: 'We hebben elkaar nodig, en dat mag vaker gezegd worden.' },
  },
  voedselbank: {
    sharing: {
      text: 'Vrijwilligers horen plannen vaak als laatste.',
      cleaned: 'Plannen komen niet bij iedereen op tijd aan.',
    },
    quality: { text: 'Wij zien mensen elke week. Niemand vraagt ons wat wij zien.' },
  },
  wonen: {
    sharing: {
      text: 'Bij huurachterstand zijn we er sinds dit jaar veel sneller bij, dankzij de vaste contactpersonen.',
    },
  },
};

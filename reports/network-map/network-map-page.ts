/** What the page of the map is given, and what it is made from. */

import type { HeadView } from '../figures/describe-round.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import type { LegendView } from '../map/describe-lines.ts';
import type { DrawingView } from '../map/draw-placed.ts';
import type { MapPicture } from '../pictures/draw-map-picture.ts';
import type { ProfileView } from '../social-map/describe-profile.ts';
import type { MappedPartner } from '../social-map/social-map-input.ts';

export interface NetworkMapInput {
  /** The round, with what its factsheet may show to this reader. */
  factsheet: FactsheetInput;
  /** The way back. */
  back: string;
  /** All rounds of the network that this reader may see, the latest first; one without an address is this one. */
  rounds: readonly { name: string; href: string | undefined }[];
  /** What partners wrote about themselves, with their ids in the scores; empty where the reader may not see it. */
  profiles: readonly MappedPartner[];
}

export interface NetworkMapPage {
  back: string;
  head: HeadView;
  /** Empty when there is only this round. */
  rounds: readonly { name: string; href: string; isThis: boolean }[];
  /** Undefined when the map is withheld. */
  map: NetworkMapView | undefined;
}

export interface NetworkMapView {
  alternative: string;
  drawings: [wide: DrawingView, narrow: DrawingView];
  legend: LegendView;
  hasKeys: boolean;
  isNamed: boolean;
  sentences: readonly string[];
  chosen: string | undefined;
  notes: readonly string[];
  /** Who took part, as the factsheet says it. */
  coverage: string;
  findings: readonly { title: string; text: string }[];
  kinds: readonly {
    number: number;
    name: string;
    path: string;
    look: string;
    partners: readonly PartnerView[];
  }[];
  /** The least frequency that can be chosen, besides all; empty when it is not known how often. */
  often: readonly { value: number; text: string }[];
  picture: MapPicture;
}

export interface PartnerView {
  number: number;
  kind: number;
  name: string;
  /** '4 contacten' */
  counted: string;
  contacts: readonly { number: number; name: string; frequency: number; often: string }[];
  /** Undefined where there is none, or the reader may not see it. */
  profile: Extract<ProfileView, { isWritten: true }> | undefined;
}

declare module '../document/views.ts' {
  interface Documents {
    'network-map': NetworkMapPage;
  }
  interface Parts {
    'network-map-partner': PartnerView;
  }
}

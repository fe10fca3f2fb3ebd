/** The pictures of a factsheet: the themes as on the cover, themes with all their parts, the conditions, and the map. */
export const pictureNames = ['themes', 'parts', 'conditions', 'map'] as const;
export type PictureName = (typeof pictureNames)[number];

/** What partners chose to work on, once the choosing has closed with voters enough: most votes first. */
import { shortenName } from '../words/shorten-name.ts';
import type { Slide, SlidesInput } from './slides.ts';
import { slideTexts } from './texts.ts';

/** More points than this stand in the notes. */
const maxShown = 6;
const maxLength = 110;

/** Undefined while there are no votes to show. */
export function describeVotes({ votes, language }: SlidesInput): Slide | undefined {
  if (!votes || votes.points.length === 0) return undefined;
  const t = slideTexts(language);
  const line = (name: string, count: string) => t('slides.votes.line', { name, count });
  const hidden = votes.points.slice(maxShown);
  return {
    name: 'votes',
    title: t('slides.votes.title'),
    blocks: [
      { kind: 'text', look: 'lead', text: votes.voters },
      {
        kind: 'bullets',
        items: votes.points
          .slice(0, maxShown)
          .map(({ name, count }) => line(shortenName(name, maxLength), count)),
      },
    ],
    notes: [
      t('slides.votes.notes.ask'),
      ...(hidden.length > 0
        ? [t('slides.votes.notes.others'), ...hidden.map(({ name, count }) => line(name, count))]
        : []),
      t('slides.votes.notes.secret'),
    ],
  };
}

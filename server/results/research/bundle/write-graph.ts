/**
 * `network.graphml`: partners, and the contacts that they report of each other, as igraph and Gephi read it. One directed line
 * for each partner that reports about another, in each round, with the highest that its people report.
 */
import { contactQuestions } from '../../../../survey/answers.ts';
import type { ResearchRound, ResearchTie } from '../research-data.ts';
import { escapeXml } from './write-xml.ts';

/** The text of the file; a partner that was in several rounds is one node. */
export function writeGraph(rounds: readonly ResearchRound[]): string {
  const nodes = new Map(
    rounds.flatMap((round) =>
      round.partners.map((partner) => [
        partner.code,
        {
          ...partner,
          // As it was in the latest round.
          respondents: round.respondents.filter((one) => one.partner === partner.code).length,
          hasContacts: round.contactPartners.includes(partner.code),
        },
      ]),
    ),
  );
  const key = (id: string, of: 'node' | 'edge', type: 'string' | 'int' | 'boolean') =>
    `<key id="${id}" for="${of}" attr.name="${id}" attr.type="${type}"/>`;
  const data = (name: string, value: string | number | boolean) =>
    `<data key="${name}">${escapeXml(String(value))}</data>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
    ...['name', 'kind', 'size_class'].map((id) => key(id, 'node', 'string')),
    key('respondents', 'node', 'int'),
    key('has_contacts', 'node', 'boolean'),
    ...['round', ...contactQuestions, 'reports'].map((id) => key(id, 'edge', 'int')),
    '<graph id="network" edgedefault="directed">',
    ...[...nodes].map(
      ([code, node]) =>
        `<node id="${code}">${data('name', code)}${data('kind', node.kind ?? '')}${data('size_class', node.sizeClass ?? '')}${data('respondents', node.respondents)}${data('has_contacts', node.hasContacts)}</node>`,
    ),
    ...rounds.flatMap(({ number, ties }) =>
      [...Map.groupBy(ties, ({ from, to }) => `${from} ${to}`).values()].map((reports) => {
        const { from, to } = reports[0]!;
        const highest = (name: keyof ResearchTie & (typeof contactQuestions)[number]) =>
          Math.max(0, ...reports.map((report) => report[name] ?? 0));
        return `<edge source="${from}" target="${to}">${data('round', number)}${contactQuestions.map((name) => data(name, highest(name))).join('')}${data('reports', reports.length)}</edge>`;
      }),
    ),
    '</graph>',
    '</graphml>\n',
  ].join('\n');
}

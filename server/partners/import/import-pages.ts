/** The two pages of a list from a spreadsheet: the form that takes it, and the preview of what storing it would do. */
import type { FastifyReply } from 'fastify';
import type { Language } from '../../../survey/texts.ts';
import { type Refused, readerLanguage } from '../../desk/submit-form.ts';
import { networkCrumbs, networkHome } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import type { App } from '../../web/fastify.ts';
import { partnerTexts } from '../texts.ts';
import type { Cause } from './describe-import.ts';
import type { PreviewedList } from './list-task.ts';
import { readText } from './spreadsheets/read-text.ts';
import { writePartnerTemplate } from './template/write-partner-template.ts';

declare module '../../web/views.ts' {
  interface DeskParts {
    'partners/import/import-causes': { causes: readonly Cause[] };
    'partners/import/import-rows': Pick<PreviewedList['view'], 'columns'> & {
      rows: PreviewedList['view']['others'];
      caption: string;
    };
  }
  interface DeskViews {
    'partners/import/import': {
      importHref: string;
      partnersHref: string;
      text: string | undefined;
      example: Example;
    };
    'partners/import/import-preview': PreviewedList['view'] & {
      importHref: string;
      storeHref: string;
      text: string;
      textToEdit: string;
      /** What was said of the file, for the next time. */
      ofFile: string;
      state: string;
      conflict: boolean;
      /** It was not stored, because something was corrected on the page. */
      isChecked: boolean;
    };
  }
}

/** The form, with what is wrong with the list as a whole. */
export async function showImportForm(
  app: App,
  reply: FastifyReply,
  id: string,
  { text, problems }: Partial<Refused> & { text?: string } = {},
) {
  const { request } = reply;
  const t = partnerTexts(readerLanguage(request));
  const network = await findNetwork(app.db, id);
  return reply.desk('partners/import/import', {
    title: t('partners.import.title'),
    crumbs: networkCrumbs(request, { network, partners: true }),
    importHref: `${networkHome(network)}/import`,
    partnersHref: `${networkHome(network)}/partners`,
    text,
    example: listExample(readerLanguage(request)),
    problems: problems?.map(({ where, sentence }) => ({
      where: where === 'text' ? where : '',
      // A problem of the list itself says in which row.
      sentence: where === 'text' || where === '' ? sentence : `${where}: ${sentence}`,
    })),
  });
}

/** The preview. `state`: the partners that it was compared with, to see whether they changed before storing. */
export async function showImportPreview(
  app: App,
  reply: FastifyReply,
  id: string,
  {
    list: { view, text, textToEdit, ofFile, isRight },
    state,
    conflict = false,
    isChecked = false,
  }: { list: PreviewedList; state: string; conflict?: boolean; isChecked?: boolean },
) {
  const { request } = reply;
  const network = await findNetwork(app.db, id);
  if (!isRight && !conflict) reply.code(422);
  return reply.desk('partners/import/import-preview', {
    title: partnerTexts(readerLanguage(request))('partners.import.previewTitle'),
    crumbs: networkCrumbs(request, { network, partners: true }),
    importHref: `${networkHome(network)}/import`,
    storeHref: `${networkHome(network)}/import/confirmation`,
    text,
    textToEdit,
    ofFile: JSON.stringify(ofFile),
    state,
    conflict,
    isChecked,
    ...view,
  });
}

interface Example {
  titles: readonly string[];
  rows: readonly (readonly { title: string; text: string }[])[];
}

/** The example to download, as rows of cells under their titles: the first rows. */
function listExample(language: Language): Example {
  const [titles = [], ...rows] = readText(writePartnerTemplate(language)).rows.map(({ cells }) => cells);
  return {
    titles,
    rows: rows.slice(0, 4).map((cells) => cells.map((text, place) => ({ title: titles[place] ?? '', text }))),
  };
}

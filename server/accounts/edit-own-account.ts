/** What people change about their own account. */
import { isLanguage, type Language } from '../../survey/texts.ts';
import { type Acting, act } from '../log/act.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { lockAccount } from './lock-account.ts';

/** Stores name and language, and gives the language. Refuses with all that is wrong. */
export function editOwnAccount(
  acting: Acting,
  id: string,
  form: { name?: string; language?: string },
): Promise<Language> {
  return act(acting, async (change) => {
    const name = tidyText(form.name ?? '');
    const { language } = form;
    const problems: Problem[] = checkText('name', name);
    if (!isLanguage(language)) problems.push({ where: 'language', code: 'chooseOne' });
    if (problems.length > 0 || !isLanguage(language)) throw refuseProblems(problems);
    const stored = await lockAccount(change.db, id);
    if (stored.name === name && stored.language === language) {
      change.unchanged();
      return language;
    }
    await change.db
      .updateTable('account')
      .set((update) => ({ name, language, revision: update('revision', '+', 1) }))
      .where('id', '=', id)
      .execute();
    await change.log({ action: 'accounts.ownEdited' });
    return language;
  });
}

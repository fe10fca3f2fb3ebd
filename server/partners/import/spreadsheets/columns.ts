/**
 * The columns that a list of partners may have, and what people call them. Case, accents, spaces and signs do not
 * matter, nor do small words ('naam van de organisatie') and what is between brackets ('taal (nl of en)').
 */
import { sheetLimits } from '../../../web/limits.ts';

const words = {
  id: 'id code partner-id partnercode partnernummer organisatie-id organisatiecode organisation-id',
  name:
    'partner partners ketenpartner ketenpartners partnernaam naam-partner naam-ketenpartner organisatie organisaties ' +
    'organisatienaam naam-organisatie instelling instellingen naam-instelling instantie bedrijf bedrijfsnaam ' +
    'company companies company-name organization-1-name ' +
    'partner-name name-partner organisation organisations organization organizations organisation-name ' +
    'organization-name name-organisation name-organization',
  kind:
    'soort soorten type types soort-partner soort-ketenpartner soort-organisatie type-partner type-organisatie ' +
    'organisatietype categorie sector kind kinds partner-kind kind-partner kind-organisation type-organisation ' +
    'organisation-type category',
  size:
    'omvang grootte aantal-medewerkers aantal-medewerkers-vrijwilligers aantal-mensen aantal-fte fte medewerkers ' +
    'omvang-organisatie grootte-organisatie size number-staff number-employees employees staff organisation-size',
  person:
    'contactpersoon contactpersonen contact contacten persoon personen naam-contactpersoon naam-contact naam-persoon ' +
    'contactnaam persoonsnaam invuller naam-invuller medewerker naam-medewerker vertegenwoordiger ' +
    'contact-person contact-persons contacts contact-name name-contact name-person person persons people person-name ' +
    'respondent',
  firstName: 'voornaam voornamen roepnaam voorletters first-name given-name',
  // Outlook in Dutch has no other column for 'van der'.
  infix: 'tussenvoegsel tussenvoegsels voorvoegsel infix middelste-naam middle-name additional-name',
  lastName: 'achternaam achternamen familienaam last-name surname family-name',
  email:
    'e-mail e-mails mail mails e-mailadres e-mailadressen mailadres mailadressen email-contactpersoon ' +
    'e-mailadres-contactpersoon mail-contactpersoon mailadres-contactpersoon email-contact e-mail-address ' +
    'e-mail-addresses mail-address contact-email email-persoon email-person e-mail-1-value e-mail-1',
  language:
    'taal talen voorkeurstaal taal-contactpersoon taal-persoon language languages lang preferred-language ' +
    'language-person',
} as const;

export type Column = keyof typeof words;

/** What is often next to it, in exports of Outlook and Google too, and is not ours to keep. */
const unused =
  'telefoon telefoonnummer telefoonnr tel telnr mobiel mobiel-nummer mobiele-nummer gsm phone phone-number telephone ' +
  'mobile adres straat huisnummer postcode plaats woonplaats vestigingsplaats address street postal-code city ' +
  'town website site url functie rol aanhef afdeling team function role job-title title department opmerking ' +
  'opmerkingen notitie notities toelichting note notes remark remarks comment comments nr nummer volgnummer no datum ' +
  'date business-phone home-phone mobile-phone telefoon-werk telefoon-op-werk telefoon-thuis mobiele-telefoon fax ' +
  'business-fax fax-op-werk phone-1-value phone-1-label phone-1-type e-mail-type e-mailtype e-mail-1-label e-mail-1-type ' +
  'e-mail-display-name weergavenaam-voor-e-mail web-page webpagina labels groepslidmaatschap group-membership ' +
  'organization-title organization-department nickname bijnaam birthday verjaardag categories categorieen';

const smallWords = new Set(['van', 'de', 'het', 'een', 'of', 'en', 'the', 'a', 'and', 'or', 'uw', 'your']);

/** `anyName`: of the organisation or of the person, which the other columns tell. */
export type Meaning = Column | 'anyName' | 'unused';

const meanings = new Map<string, Meaning>([
  ...Object.entries(words).flatMap(([column, list]) => readWords(list, column as Column)),
  ...readWords(unused, 'unused'),
  ...readWords('naam namen name names', 'anyName'),
]);

/** The columns about a person; the others are about the partner. */
export const personColumns: ReadonlySet<Column> = new Set<Column>([
  'person',
  'firstName',
  'infix',
  'lastName',
  'email',
  'language',
]);

/** What a column with this title holds; undefined when we do not know such a column. */
export function findMeaning(title: string): Meaning | undefined {
  if (title.length > sheetLimits.titleCharacters) return undefined;
  return meanings.get(foldTitle(title)) ?? meanings.get(foldTitle(dropBrackets(title)));
}

/** Without what is between the first and the last bracket of a kind. */
function dropBrackets(title: string): string {
  for (const [open, close] of ['()', '[]'] as const) {
    const [start, end] = [title.indexOf(open!), title.lastIndexOf(close!)];
    if (start >= 0 && start < end) return title.slice(0, start) + title.slice(end + 1);
  }
  return title;
}

function readWords(list: string, meaning: Meaning): [string, Meaning][] {
  return list.split(' ').map((word) => [foldTitle(word), meaning]);
}

function foldTitle(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => !smallWords.has(word))
    .join('');
}

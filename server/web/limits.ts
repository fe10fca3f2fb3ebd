/**
 * Everything that can grow from outside has a bound, and all of them stand here with their reasons: requests, forms,
 * sheets, prints and pages of lists. How long a text of the questionnaire may be stands in `survey/`, and how often
 * something may be tried in `limit-visitors.ts` and beside signing in.
 */

const kB = 1024;
const MB = 1024 * kB;

/** What every request is held to before anybody looks at it. */
export const requestLimits = {
  /**
   * Characters of an address with its query. The longest that we make is some hundreds; what an OpenID provider sends
   * people back with has been seen at 4,000.
   */
  addressCharacters: 8_192,
  /** Characters of one part of the path. A token has 22, the code of a partner at most 50. */
  pathPartCharacters: 200,
  /** A form or JSON: five times the fullest page of the questionnaire, with 60 partners and the longest comment. */
  bodyBytes: 256 * kB,
  /** JSON within JSON. The API has four. */
  jsonDepth: 32,
  /** From the first byte to the last, so that nobody holds a connection by dripping. */
  milliseconds: 30_000,
};

/** Forms, however they are encoded. */
export const formLimits = {
  /** All fields together: four of each of 1,000 partners, or ten corrected cells in each of the 200 rows of a preview. */
  fields: 5_000,
  /** One name: a tick for each of so many people or partners. */
  repeats: 2_500,
};

/** The one form that brings a file: a list of partners. Counted while it streams. */
export const uploadLimits = {
  /** Everything in it together: the file or the longest text, and corrections. */
  bytes: 16 * MB,
  /** An .xlsx of 10,000 rows has less than one. */
  fileBytes: 10 * MB,
  /** Each is in memory as a whole, so this times `bytes` is what they can take together. */
  atOnce: 4,
  /** Of one account: somebody else can upload too. */
  atOnceEach: 2,
};

/**
 * A form that came after its session ended travels through the sign-in form in the visitor's own page. Who has no session
 * gets no more than this read, whatever the form was.
 */
export const keptFormLimits = {
  bytes: 256 * kB,
  /** As text of a form it becomes longer: each sign by three at most, or six where JSON escapes it too. */
  signInBodyBytes: 2 * MB,
};

/** A visit to the mailbox to which mail comes back: whoever writes there can't keep it busy. */
export const returnLimits = {
  /** The next visit, minutes later, takes the others. */
  maxMails: 100,
  /** A report stands before the mail that it returns; ours have some 20 kB. */
  maxBytes: 200_000,
  milliseconds: 120_000,
};

/** The check of the sender's domain and the address of the server, which asks others. */
export const checkLimits = {
  /** Each question waits so long at most, and all are asked at once. */
  milliseconds: 4_000,
  /** So long an answer is shown again, so that nobody lets us ask all day. */
  keptMilliseconds: 30_000,
};

/** A logo of a municipality. What is stored of it is bounded where it is drawn (`reports/print/draw-logo.ts`). */
export const logoLimits = {
  /** A logo as a drawing has 5 to 50 kB; one of 500 kB holds a photo. */
  fileBytes: 500_000,
  /** Of a PNG, across and down: unpacked it takes 64 MB at most. */
  pixels: 4_000,
};

/** What a coordinator says of a result. It stands on the cover of the factsheet, which is one page. */
export const ownWordsLimits = { characters: 600, lines: 12, nameCharacters: 100 };

/**
 * What the coordinator writes for researchers instead of comments: so many on a page. A form writes one character as nine
 * bytes in some scripts, so this is 180 kB at most, which fits in a body.
 */
export const cleanedCommentLimits = { inForm: 20, characters: 1_000 };

/** The API. A list of partners comes as a file there. */
export const apiLimits = { fileBytes: 5 * MB, invitationBytes: 2 * MB, invitations: 10_000 };

/** A list of partners from a spreadsheet, and the process of its own that reads it. */
export const sheetLimits = {
  /** Rows with something in them, below the header. The largest network that we know of has 342 partners. */
  rows: 10_000,
  /** Cells of a row. Lists that grew over years have 30 columns. */
  columns: 250,
  /** Characters of all cells together: 400 for each row. */
  characters: 4_000_000,
  /** A title of a column; what is longer is no title. */
  titleCharacters: 200,
  /** Where a column is formatted to its end, a workbook says so of a million rows; a few kilobytes can unpack to gigabytes. */
  unpackedBytes: 150 * MB,
  /** Files in a workbook: what fits in the directory of a zip. */
  zipFiles: 65_535,
  /** A full list takes two seconds on a busy machine. */
  seconds: 30,
  /** Of memory; a full list takes a third. */
  megabytes: 300,
  /** Processes at the same time: a web server has a core or two. */
  atOnce: 2,
  /** Lists that may wait for one, mostly for a second or two. */
  waiting: 20,
  /** Rows and problems on the page of the preview, and problems in the answer of the API: one for each row. */
  shownRows: 200,
  shownProblems: 20,
  namedProblems: 10_000,
};

/** PDFs that are made while somebody waits. */
export const printLimits = {
  /** In the queue of a process; with two at a time and a fifth of a second each, the last waits some seconds. */
  waiting: 40,
  /** Of one visitor, so that a person who opens everything does not fill the queue. */
  atOnceEach: 8,
  /** After this many seconds a visitor who found the queue full may try again. */
  retrySeconds: 10,
};

/** Files with slides, each a fifth of a second of work, of which a process makes one at a time. */
export const slideLimits = {
  atOnce: 10,
  /** Of one visitor. */
  atOnceEach: 2,
  retrySeconds: 10,
};

/**
 * Lines of the log about what was refused, in a day. Somebody who tries everything leaves enough to be seen; all of
 * visitors together, every day for the two years that the log is kept, are some hundreds of megabytes.
 */
export const refusalLimits = { account: 100, accounts: 2_000, visitor: 50, visitors: 1_000 };

/** How much of a list stands on a page, or in a file. */
export const listLimits = {
  partners: 100,
  logLines: 100,
  mails: 50,
  jobs: 50,
  /** On one theme: the largest network that we know of has 342 partners, and one in six explains a theme. */
  comments: 300,
  /** Names on the page that shows what a new network takes over. */
  copied: 200,
  /** Of a municipality in one picture, which reads the result of each. */
  pictured: 30,
  /** As many as a spreadsheet opens without trouble. */
  logFileLines: 100_000,
};

/**
 * Where code and templates ask for texts, read from their syntax alone. Keys that are made on the way, `rounds.${state}`,
 * count as a pattern; what stands in for the state is any word that occurs in the code.
 */
import { readFileSync } from 'node:fs';
import handlebars from 'handlebars';
import ts from 'typescript';
import { listFiles } from './text-files.ts';

export interface TextUse {
  file: string;
  key: string;
  /** The names of what is filled in; undefined when the syntax does not tell. */
  values: string[] | undefined;
}

export interface Uses {
  uses: TextUse[];
  /** Every string in code that might be a key. */
  literals: Set<string>;
  patterns: RegExp[];
  /** Every word in a string without spaces, `?done=opened`, and every name of a property. */
  words: Set<string>;
}

/** Reads all code and templates of the rooms. */
export function findTextUses(): Uses {
  const found: Uses = { uses: [], literals: new Set(), patterns: [], words: new Set() };
  for (const file of listFiles('ts')) readCode(file, found);
  for (const file of listFiles('hbs')) readTemplate(file, found);
  return found;
}

function readCode(file: string, found: Uses): void {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node)) {
      found.literals.add(node.text);
      addWords(node.text, found);
    } else if (ts.isTemplateExpression(node)) addPattern(node, found);
    else if ((ts.isPropertyAssignment(node) || ts.isPropertySignature(node)) && ts.isIdentifier(node.name))
      found.words.add(node.name.text);
    if (ts.isShorthandPropertyAssignment(node)) found.words.add(node.name.text);
    if (ts.isCallExpression(node)) addUse(file, node.arguments[0], node.arguments[1], found);
    if (ts.isNewExpression(node)) addUse(file, node.arguments?.[1], node.arguments?.[2], found);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function addUse(file: string, key: ts.Node | undefined, values: ts.Node | undefined, { uses }: Uses): void {
  if (key && ts.isStringLiteral(key)) uses.push({ file, key: key.text, values: nameValues(values) });
}

function nameValues(values: ts.Node | undefined): string[] | undefined {
  if (values === undefined) return [];
  if (!ts.isObjectLiteralExpression(values)) return undefined;
  const names = values.properties.map(({ name }) => (name && ts.isIdentifier(name) ? name.text : undefined));
  return names.includes(undefined) ? undefined : (names as string[]);
}

function addPattern(node: ts.TemplateExpression, found: Uses): void {
  const chunks = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  for (const chunk of chunks) addWords(chunk, found);
  const isKey = chunks.every((chunk) => /^[\w.-]*$/.test(chunk)) && chunks.some((chunk) => /\w/.test(chunk));
  if (!isKey) return;
  found.patterns.push(new RegExp(`^${chunks.map((chunk) => chunk.replaceAll('.', '\\.')).join('([^.]+)')}$`));
}

/** What has a space in it is a sentence, or SQL, and no state of anything. */
function addWords(text: string, { words }: Uses): void {
  if (/\s/.test(text)) return;
  for (const [word] of text.matchAll(/[\w-]+/g)) words.add(word);
}

function readTemplate(file: string, found: Uses): void {
  const visitor = new handlebars.Visitor();
  const add = ({ path, params, hash }: hbs.AST.MustacheStatement | hbs.AST.SubExpression) => {
    const [key] = params;
    if ((path as hbs.AST.PathExpression).original !== 't' || key?.type !== 'StringLiteral') return;
    const { value } = key as hbs.AST.StringLiteral;
    found.literals.add(value);
    found.uses.push({ file, key: value, values: hash?.pairs.map((pair) => pair.key) ?? [] });
  };
  visitor.MustacheStatement = function (node) {
    add(node);
    return handlebars.Visitor.prototype.MustacheStatement.call(this, node);
  };
  visitor.SubExpression = function (node) {
    add(node);
    return handlebars.Visitor.prototype.SubExpression.call(this, node);
  };
  visitor.accept(handlebars.parse(readFileSync(file, 'utf8')));
}

/**
 * Templates checked by the TypeScript compiler: the shadow of each stands beside it in one program with the code
 * that declares what it is given. A module of types says that (`Templates`, `Helpers`; see `server/web/views.ts`).
 */
import { relative, resolve } from 'node:path';
import ts from 'typescript';
import { type Shadow, shadowTemplate } from './shadow-template.ts';

export interface TemplateFile {
  name: string;
  /** Its path, for the message. */
  file: string;
  source: string;
}

export interface TemplateSet {
  templates: readonly TemplateFile[];
  /** The module with the types. */
  types: string;
  /** The code in which they are declared, and code that stands in no file. */
  rootNames: readonly string[];
  sources?: ReadonlyMap<string, string>;
  hidesPage: boolean;
  /** Helpers that are called with a block. */
  blocks?: readonly string[];
}

export interface ViewFault {
  file: string;
  line: number;
  message: string;
}

const options = readOptions();
const known = new Map<string, ts.SourceFile | undefined>();

/** Everything that is wrong, by file and line. */
export function checkTemplates(set: TemplateSet): ViewFault[] {
  const types = resolve(set.types);
  const shadows = new Map<string, TemplateFile & { shadow: Shadow }>();
  const sources = new Map([...(set.sources ?? [])].map(([path, text]) => [resolve(path), text]));
  const used = new Set<string>();
  for (const template of set.templates) {
    const shadow = shadowTemplate(template.source, set);
    for (const part of shadow.parts) used.add(part);
    const path = resolve(`${template.file}.ts`);
    shadows.set(path, { ...template, shadow });
    sources.set(path, [...writeHead(template.name, types), ...shadow.code, 'export {};'].join('\n'));
  }
  const program = makeProgram([...set.rootNames.map((path) => resolve(path)), ...sources.keys()], sources);
  const checker = program.getTypeChecker();
  const declared = findType(program, types, 'Templates').getProperties();
  const names = new Set(set.templates.map(({ name }) => name));
  const faults: ViewFault[] = [];
  for (const { name } of declared)
    if (!names.has(name))
      faults.push({ file: set.types, line: 1, message: `There is no template '${name}'.` });

  const headLines = writeHead('', types).length;
  for (const [path, { name, file, shadow }] of shadows) {
    const add = (line: number, message: string) => faults.push({ file, line, message });
    const property = declared.find((one) => one.name === name);
    if (!property) {
      add(1, `Nobody declares what '${name}' is given.`);
      continue;
    }
    const isPart = checker.getTypeOfSymbol(property).getProperty('isPart') !== undefined;
    if (isPart && !used.has(name)) add(1, `Nobody uses the part '${name}'.`);
    for (const { line, message } of shadow.faults) add(line, message);
    const source = program.getSourceFile(path)!;
    const found = new Set<number>();
    const place = (position: number) => source.getLineAndCharacterOfPosition(position).line - headLines;
    for (const { start, messageText } of [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ]) {
      const at = place(start!);
      found.add(at);
      add(shadow.lines[at] ?? 1, ts.flattenDiagnosticMessageText(messageText, '\n'));
    }
    visit(source);

    /** What the compiler allows and Handlebars does not: a field that may be left out; and what has no type. */
    function visit(node: ts.Node) {
      ts.forEachChild(node, visit);
      if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return;
      const at = place(node.getStart(source));
      if (at < 0 || found.has(at) || /^(parts|helpers|loop)\b/.test(node.getText(source))) return;
      const end = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
      const field = end.getText(source).replaceAll('"', '');
      if (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any)
        add(shadow.lines[at]!, `'${field}' has no type.`);
      const symbol = checker.getSymbolAtLocation(end);
      if (!isPart && symbol && symbol.flags & ts.SymbolFlags.Optional)
        add(
          shadow.lines[at]!,
          `'${field}' may be left out; say '${field}: … | undefined' and always give it.`,
        );
    }
  }
  return faults.sort((left, right) => left.file.localeCompare(right.file) || left.line - right.line);
}

function writeHead(name: string, types: string): string[] {
  const template = `import(${JSON.stringify(types)}).Templates[${JSON.stringify(name)}]`;
  return [
    `declare const given: ${template}['given'];`,
    `declare const root: ${template}['root'];`,
    `declare const parts: ${template}['parts'];`,
    `declare const helpers: import(${JSON.stringify(types)}).Helpers;`,
    'declare const loop: { index: number; first: boolean; last: boolean; key: string };',
    'declare const untyped: never;',
    // Not undefined or null: an empty place. Not a boolean, a date or an object: they have no words.
    'declare function print(printed: string | number): void;',
    'declare function show(context: unknown): void;',
    'declare function each<Item>(list: readonly Item[] | null | undefined): readonly Item[];',
    'declare function each<Item>(list: Readonly<Record<string, Item>> | null | undefined): readonly Item[];',
  ];
}

function makeProgram(rootNames: readonly string[], sources: ReadonlyMap<string, string>): ts.Program {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.readFile = (path) => sources.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = sources.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, version, true);
    if (!known.has(path)) known.set(path, getSourceFile(path, version, ...rest));
    return known.get(path);
  };
  return ts.createProgram({ rootNames: [...new Set(rootNames)], options, host });
}

function findType(program: ts.Program, path: string, name: string): ts.Type {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find((one) => one.name === name);
  if (!symbol) throw new Error(`${relative('.', path)} does not export ${name}.`);
  return checker.getDeclaredTypeOfSymbol(symbol);
}

function readOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  return {
    ...ts.convertCompilerOptionsFromJson(config.compilerOptions, '.').options,
    isolatedModules: false,
  };
}

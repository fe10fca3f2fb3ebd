/**
 * A template as TypeScript that says the same: each thing that it prints is handed to `print`, `{{#if}}` is an `if`,
 * `{{#each}}` a loop, `{{> part}}` an assignment to the part's type, a helper a call. Nobody runs it: the compiler
 * reads it and finds what a template gets wrong. Each statement is one line, so that a fault finds its line back.
 */
import handlebars from 'handlebars';

export interface Shadow {
  /** One statement for each line. */
  code: string[];
  /** For each of them the line of the template that it comes from. */
  lines: number[];
  /** The parts that the template calls. */
  parts: string[];
  /** What the template does that has no type. */
  faults: { line: number; message: string }[];
}

/** Where a path begins: the things that `this`, `../`, block parameters and `@index` stand for. */
interface Scope {
  contexts: readonly string[];
  names: ReadonlyMap<string, string>;
  isLoop: boolean;
}

/**
 * `hidesPage`: a part sees only what it is handed (`explicitPartialContext`), not also the page around it. `blocks`:
 * helpers that are called with a block, which sees the same as what stands around it.
 */
export function shadowTemplate(
  source: string,
  { hidesPage, blocks = [] }: { hidesPage: boolean; blocks?: readonly string[] | undefined },
): Shadow {
  const shadow: Shadow = { code: [], lines: [], parts: [], faults: [] };
  let made = 0;

  try {
    writeProgram(handlebars.parse(source), { contexts: ['given'], names: new Map(), isLoop: false });
  } catch (error) {
    const { message, lineNumber = 1 } = error as handlebars.Exception;
    shadow.faults.push({ line: lineNumber, message });
  }
  return shadow;

  function write(node: hbs.AST.Node, code: string) {
    shadow.code.push(code);
    shadow.lines.push(node.loc.start.line);
  }

  function refuse(node: hbs.AST.Node, message: string): string {
    shadow.faults.push({ line: node.loc.start.line, message });
    return 'untyped';
  }

  function writeProgram(program: hbs.AST.Program | undefined, scope: Scope) {
    for (const statement of program?.body ?? []) writeStatement(statement, scope);
  }

  function writeStatement(statement: hbs.AST.Statement, scope: Scope) {
    if (isA<hbs.AST.MustacheStatement>(statement, 'MustacheStatement'))
      write(statement, `print(${writeCall(statement, scope)});`);
    else if (isA<hbs.AST.BlockStatement>(statement, 'BlockStatement')) writeBlock(statement, scope);
    else if (isA<hbs.AST.PartialStatement>(statement, 'PartialStatement')) writePart(statement, scope);
    else if (isA<hbs.AST.PartialBlockStatement>(statement, 'PartialBlockStatement')) {
      writePart(statement, scope);
      // By agreement a part shows its block with what it got as `in`, else with all that it got.
      const handed =
        statement.hash?.pairs.find(({ key }) => key === 'in')?.value ??
        (statement.params[0] as hbs.AST.Expression);
      writeInside(statement, handed, statement.program, undefined, scope);
    } else if (statement.type.startsWith('Decorator'))
      refuse(statement, 'A part inside a template has no type: give it a file of its own.');
  }

  function writeBlock(block: hbs.AST.BlockStatement, scope: Scope) {
    const { original: name } = block.path;
    const [subject] = block.params;
    if (blocks.includes(name)) {
      const values = block.params.map((param) => writeExpression(param, scope));
      write(block, `${writeMember('helpers', name)}(${values.join(', ')});`);
      writeProgram(block.program, scope);
    } else if (!['if', 'unless', 'each', 'with'].includes(name) || !subject) {
      refuse(block, `There is no block '${name}': use if, unless, each or with.`);
    } else if (name === 'with') {
      writeInside(block, subject, block.program, block.inverse, scope);
    } else if (name === 'each') {
      const context = `item${++made}`;
      const names = new Map(scope.names);
      const [item, index] = block.program.blockParams ?? [];
      if (item) names.set(item, context);
      if (index) names.set(index, 'loop.index');
      write(block, `for (const ${context} of each(${writeExpression(subject, scope)})) {`);
      writeProgram(block.program, { contexts: [...scope.contexts, context], names, isLoop: true });
      write(block, '}');
      writeProgram(block.inverse, scope);
    } else {
      const condition = writeExpression(subject, scope);
      write(block, name === 'if' ? `if (${condition}) {` : `if (!${condition}) {`);
      writeProgram(block.program, scope);
      if (block.inverse) write(block, '} else {');
      writeProgram(block.inverse, scope);
      write(block, '}');
    }
  }

  /** A block that another thing is `this` in. */
  function writeInside(
    block: hbs.AST.Node,
    subject: hbs.AST.Expression | undefined,
    program: hbs.AST.Program,
    inverse: hbs.AST.Program | undefined,
    scope: Scope,
  ) {
    const here = subject ? writeExpression(subject, scope) : scope.contexts.at(-1)!;
    // Handlebars counts no step of `../` when nothing changes.
    if (here === scope.contexts.at(-1)) return writeProgram(program, scope);
    const context = `inside${++made}`;
    const [name] = program.blockParams ?? [];
    const names = name ? new Map([...scope.names, [name, context]]) : scope.names;
    write(block, `{ const ${context} = ${here}; if (${context}) {`);
    writeProgram(program, { ...scope, contexts: [...scope.contexts, context], names });
    write(block, '} else {');
    writeProgram(inverse, scope);
    write(block, '} }');
  }

  function writePart(statement: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement, scope: Scope) {
    if (!isA<hbs.AST.PathExpression>(statement.name, 'PathExpression')) {
      refuse(statement, 'A part is called by its name.');
      return;
    }
    const name = statement.name.original;
    const [context] = statement.params as hbs.AST.Expression[];
    const pairs = statement.hash?.pairs ?? [];
    const around = context
      ? writeExpression(context, scope)
      : hidesPage || name === '@partial-block'
        ? undefined
        : scope.contexts.at(-1);
    const given = around && pairs.length === 0 ? around : writeObject(pairs, scope, around);
    if (name === '@partial-block') {
      write(statement, `show(${given});`);
      return;
    }
    shadow.parts.push(name);
    write(statement, `${writeMember('parts', name)} = ${given};`);
  }

  function writeExpression(expression: hbs.AST.Expression, scope: Scope): string {
    if (isA<hbs.AST.PathExpression>(expression, 'PathExpression')) return writePath(expression, scope);
    if (isA<hbs.AST.SubExpression>(expression, 'SubExpression')) return writeCall(expression, scope);
    return 'value' in expression
      ? JSON.stringify(expression.value)
      : expression.type === 'NullLiteral'
        ? 'null'
        : 'undefined';
  }

  /** What has anything behind its name is a call of a helper, what stands alone is a value. */
  function writeCall(
    { type, path, params, hash }: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
    scope: Scope,
  ): string {
    const isCall = type === 'SubExpression' || params.length > 0 || hash;
    if (!isCall || !isA<hbs.AST.PathExpression>(path, 'PathExpression')) return writeExpression(path, scope);
    const values = params.map((param) => writeExpression(param, scope));
    // As an operator the compiler sees a comparison with a word that never comes.
    if (path.original === 'is') return `(${values.join(' === ')})`;
    return `${writeMember('helpers', path.original)}(${[...values, ...(hash ? [writeObject(hash.pairs, scope)] : [])].join(', ')})`;
  }

  function writeObject(pairs: readonly hbs.AST.HashPair[], scope: Scope, around?: string): string {
    const fields = pairs.map(({ key, value }) => `${JSON.stringify(key)}: ${writeExpression(value, scope)}`);
    return `{ ${[...(around ? [`...${around}`] : []), ...fields].join(', ')} }`;
  }

  function writePath(path: hbs.AST.PathExpression, scope: Scope): string {
    const [first, ...rest] = path.parts as string[];
    if (path.data) {
      if (first === 'root') return rest.reduce(writeMember, 'root');
      if (!scope.isLoop) return refuse(path, `There is no ${path.original} outside of an each.`);
      return [first!, ...rest].reduce(writeMember, 'loop');
    }
    const isScoped = /^\.{1,2}(\/|$)|^this(\.|\/|$)/.test(path.original);
    const known = first !== undefined && !isScoped ? scope.names.get(first) : undefined;
    if (known) return rest.reduce(writeMember, known);
    const context = scope.contexts.at(-1 - path.depth);
    if (!context) return refuse(path, `There is nothing at ${path.original}.`);
    return (path.parts as string[]).reduce(writeMember, context);
  }
}

function isA<Node extends hbs.AST.Node>(node: hbs.AST.Node, type: Node['type']): node is Node {
  return node.type === type;
}

function writeMember(owner: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${owner}.${name}` : `${owner}[${JSON.stringify(name)}]`;
}

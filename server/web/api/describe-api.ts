/**
 * The page /api: the server's own OpenAPI document as lists that a person can read, with a keyboard or a screen
 * reader too. It knows just the part of OpenAPI and JSON Schema that our routes use.
 */

interface Schema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
}

interface Content {
  [mediaType: string]: { schema?: Schema };
}

interface Operation {
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content: Content };
  responses?: Record<string, { description?: string; content?: Content }>;
}

interface Field {
  name: string;
  /** What kind of value, in the words of JSON. */
  type: string;
  required: boolean;
  description: string;
}

interface Body {
  mediaType: string;
  description: string;
  fields: Field[];
}

interface ApiRoute {
  /** Its place on the page, for links. */
  anchor: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: Field[];
  bodies: Body[];
  answers: { status: string; description: string; bodies: Body[] }[];
}

export interface ApiPage {
  /** The routes in groups by tag, in the order of the document. */
  groups: { name: string; routes: ApiRoute[] }[];
  /** How a refusal looks: the same on every route, so it is told once. */
  refusals: Body[];
}

declare module '../views.ts' {
  interface Views {
    'web/api/api': ApiPage & { publicUrl: string };
  }
  interface Parts {
    'web/api/api-body': Body & { asked?: boolean };
    'web/api/api-fields': { fields: readonly Field[]; asked?: boolean };
  }
}

/** The values of `api.hbs`. */
export function describeApi(document: { paths?: object }): ApiPage {
  const groups = new Map<string, ApiRoute[]>();
  let refusals: Body[] = [];
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations as Record<string, Operation>)) {
      const name = operation.tags?.[0] ?? '';
      groups.set(name, [...(groups.get(name) ?? []), describeRoute(method.toUpperCase(), path, operation)]);
      refusals = describeContent(operation.responses?.['4XX']?.content);
    }
  }
  return { groups: [...groups].map(([name, routes]) => ({ name, routes })), refusals };
}

function describeRoute(method: string, path: string, operation: Operation): ApiRoute {
  return {
    anchor: `${method}${path.replace(/[^a-z.]+/g, '-')}`.replace(/-$/, ''),
    method,
    path,
    summary: operation.summary ?? '',
    description: operation.description ?? '',
    parameters: (operation.parameters ?? []).map(({ name, required = false, description, schema = {} }) => ({
      name,
      type: nameType(schema),
      required,
      description: description ?? schema.description ?? '',
    })),
    bodies: describeContent(operation.requestBody?.content),
    answers: Object.entries(operation.responses ?? {})
      .filter(([status]) => status !== '4XX')
      .map(([status, { description, content }]) => ({
        status,
        description: description === 'Default Response' ? '' : (description ?? ''),
        bodies: describeContent(content),
      })),
  };
}

function describeContent(content: Content = {}): Body[] {
  return Object.entries(content).map(([mediaType, { schema = {} }]) => ({
    mediaType,
    description: schema.description ?? '',
    fields: listFields(schema, ''),
  }));
}

/** Every field, also of the objects and lists inside: `invitations[].partner`. */
function listFields(schema: Schema, path: string): Field[] {
  if (schema.items) return listFields(schema.items, `${path}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = path === '' ? key : `${path}.${key}`;
    const required = schema.required?.includes(key) ?? false;
    return [
      { name, type: nameType(field), required, description: field.description ?? '' },
      ...listFields(field, name),
    ];
  });
}

function nameType({ type, enum: allowed }: Schema): string {
  if (allowed) return allowed.join(' | ');
  return [type ?? []].flat().join(' | ');
}

/** The parts of an OpenAPI 3.1 document that this API uses. */
export interface Document {
  openapi: string;
  info: { title: string; version: string; description?: string };
  servers?: { url: string; description?: string }[];
  tags?: Tag[];
  paths: Record<string, Record<string, Operation>>;
  components: Components;
}

export interface Tag {
  name: string;
  description: string;
}

interface Components {
  schemas: Record<string, Schema>;
  responses: Record<string, Answer>;
  securitySchemes: Record<string, SecurityScheme>;
}

export interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; description?: string; content: Content };
  responses: Record<string, Answer | Reference>;
  security?: Record<string, string[]>[];
  /** Who may call it: an audience of the platform. */
  'x-audience'?: string;
  'x-permission'?: string;
  /** Needs a proof of the last five minutes. */
  'x-step-up'?: true;
  /** Open to people who still have to set up a second factor. */
  'x-during-enrolment'?: true;
  /** Surfaces whose tokens are refused. */
  'x-closed-to'?: readonly string[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  schema: Schema;
}

export interface Answer {
  description: string;
  headers?: Record<string, { description: string; schema: Schema }>;
  content?: Content;
}

type Content = Record<string, { schema: Schema }>;

export interface Reference {
  $ref: string;
}

/** A schema of JSON Schema 2020-12, as far as we write it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  multipleOf?: number;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
}

export interface SecurityScheme {
  type: 'apiKey' | 'http';
  description: string;
  in?: 'header';
  name?: string;
  scheme?: string;
  bearerFormat?: string;
}

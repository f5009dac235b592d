// docs/permissions.md: who may do what, from the table of roles and from what each route says about itself.

/** A table of Markdown. */
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (text) => `\`${text}\``;

const INTRODUCTION = `
# Permissions

Written by \`npm run openapi\` from \`libs/backend/auth/auth.permissions.ts\`, \`libs/backend/users/users.rules.ts\` and what
each route says about itself; \`npm test\` fails when it is not up to date. Change those, not this page.

A person may hold several roles, each for what its grant names: the whole platform, one shop or one fleet. A token is good
for one surface, and carries what the roles of that surface permit. \`GET /api/v1/me/permissions\` answers the roles of the
caller, and what they permit on the surface of the token. What everybody may do with their own things needs no permission.`.trim();

/**
 * @param {object} parts
 * @param {object} parts.document the OpenAPI document
 * @param {Record<string, { audience?: string, factor?: string, scopes: readonly string[], may: readonly string[] }>} parts.roles
 * @param {Record<string, string>} parts.permissions what each lets a person do
 * @param {readonly { one: string, others: readonly string[], because: string }[]} parts.exclusions
 */
export function permissionsPage({ document, roles, permissions, exclusions }) {
  const surfaces = [...new Set(Object.values(roles).flatMap(({ audience, may }) => (may.length > 0 ? audience : [])))];
  return [
    INTRODUCTION,
    '## Roles',
    rolesTable(roles),
    'Roles that nobody holds together:',
    exclusions.map(({ one, others, because }) => `- ${one} and ${others.join(', ')}: ${because}`).join('\n'),
    '## What roles permit',
    ...surfaces.flatMap((surface) => [`### ${surface}`, matrix(surface, roles, permissions)]),
    '## Routes',
    'Under `/api/v1`, each with the key of an application, other than those for providers.',
    ...document.tags.flatMap(({ name }) => routesOf(document, name, roles)),
  ].join('\n\n');
}

const rolesTable = (roles) =>
  table(
    ['Role', 'Surface', 'Second factor', 'Granted for'],
    Object.entries(roles).map(([name, { audience, factor, scopes }]) => [
      name,
      audience ?? 'none: nobody signs in with it',
      factor ?? (audience ? 'as the person likes' : ''),
      scopes.join(', '),
    ]),
  );

function matrix(surface, roles, permissions) {
  const able = Object.entries(roles).filter(([, { audience, may }]) => audience === surface && may.length > 0);
  const rows = Object.entries(permissions).filter(([name]) => able.some(([, { may }]) => may.includes(name)));
  return table(
    ['Permission', 'Lets a person', ...able.map(([name]) => name)],
    rows.map(([name, meaning]) => [
      code(name),
      meaning.charAt(0).toLowerCase() + meaning.slice(1),
      ...able.map(([, { may }]) => (may.includes(name) ? 'yes' : '')),
    ]),
  );
}

function routesOf({ paths }, tag, roles) {
  const rows = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => [
        code(`${method.toUpperCase()} ${path}`),
        who(operation, roles),
        besides(operation),
      ]),
  );
  return [`### ${tag}`, table(['Route', 'Who may', 'Besides'], rows)];
}

const EVERYBODY = {
  public: 'everybody',
  guest: 'guests and people who are signed in',
  person: 'people who are signed in',
  provider: 'the provider, by its signature',
};

function who({ 'x-audience': audience, 'x-permission': permission }, roles) {
  if (!permission) return EVERYBODY[audience];
  const names = Object.keys(roles).filter((name) => roles[name].may.includes(permission));
  return `${names.join(', ')} by ${code(permission)}`;
}

const besides = (operation) =>
  [
    operation['x-step-up'] && 'a proof of the last five minutes',
    operation['x-during-enrolment'] && 'also before the second factor is set up',
    operation['x-closed-to'] && `not with a token of the ${operation['x-closed-to'].join(', ')} surface`,
  ]
    .filter(Boolean)
    .join('; ');

/** What is named like this is a secret. */
const SECRET = /(SECRET|TOKEN|PASSWORD|_KEYS?|_HASH|_PEPPER)(_PREVIOUS)?$/;
/** Named like one, but shown to everybody. */
const PUBLIC: ReadonlySet<string> = new Set(['CLOUDINARY_API_KEY', 'FEATURE_FLAGS_REDIS_KEY']);
const SHORTEST = 16;
const SHORTEST_PASSWORD = 12;
const FEWEST_CHARACTERS = 8;

/** Words of samples, tests and simulated providers. */
const PLACEHOLDER =
  /change.?me|replace.?me|example|sandbox|sample|default|password|insecure|placeholder|(^|[^a-z\d])(test|tests|dev|local|demo|secret|e2e|your|xxx+)(?=[^a-z\d]|$)/i;

type Given = Readonly<Record<string, string>>;

/**
 * What a configuration has that production refuses: switches for tests, connections in the clear, and secrets that are
 * short, repeated or somebody else's idea. One sentence for each, without the secret.
 */
export function refusedInProduction(given: Given): string[] {
  const secrets = Object.entries(given).filter(([name]) => SECRET.test(name) && !PUBLIC.has(name));
  return [
    ...(given.FAILPOINTS ? ['FAILPOINTS is for tests and refused in production'] : []),
    ...secrets.flatMap(([name, value]) => weakness(value).map((what) => `${name} ${what}: make a random one`)),
    ...repeated(secrets),
    ...Object.entries(given).flatMap(([name, value]) => (/_URL$/.test(name) ? addressFaults(name, value) : [])),
  ];
}

function weakness(list: string): string[] {
  const values = list.split(',').flatMap((part) => {
    const [, named] = /^[\w-]{1,40}:(.+?)(?:>[a-z+]+)?$/.exec(part) ?? [];
    return named?.split('|') ?? [part];
  });
  return values.flatMap((value) => weaknessOf(value, SHORTEST)).slice(0, 1);
}

function weaknessOf(value: string, shortest: number): string[] {
  if (value.length < shortest) return [`is shorter than ${shortest} characters`];
  if (new Set(value).size < FEWEST_CHARACTERS) return [`has fewer than ${FEWEST_CHARACTERS} different characters`];
  return PLACEHOLDER.test(value) ? ['looks like a sample'] : [];
}

function repeated(secrets: readonly [string, string][]): string[] {
  const byValue = Map.groupBy(secrets, ([, value]) => value);
  return [...byValue.values()]
    .filter((same) => same.length > 1)
    .map((same) => `${same.map(([name]) => name).join(' and ')} are the same: each needs its own`);
}

function addressFaults(name: string, value: string): string[] {
  const url = URL.parse(value);
  const { password, searchParams } = url ?? {};
  const weak = password ? weaknessOf(decodeURIComponent(password), SHORTEST_PASSWORD) : [];
  const mode = searchParams?.get('sslmode') ?? '';
  return [
    ...weak.map((what) => `the password in ${name} ${what}: make a random one`),
    ...(['disable', 'allow', 'prefer', 'no-verify'].includes(mode)
      ? [`${name} asks for sslmode=${mode}: use verify-full in production`]
      : []),
    ...(url && mode === '' && !isHere(url) ? clearText(name, url.protocol) : []),
  ];
}

/** Between machines PostgreSQL and Redis are spoken to over TLS only. */
function clearText(name: string, protocol: string): string[] {
  if (/^postgres(ql)?:$/.test(protocol)) return [`${name} has no sslmode: use verify-full in production`];
  return protocol === 'redis:' ? [`${name} is not encrypted: use rediss:// in production`] : [];
}

/** On this machine. */
const isHere = ({ hostname }: URL): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

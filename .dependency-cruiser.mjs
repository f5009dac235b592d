const SPEC = '\\.(spec|suite|fixtures|server)\\.ts$';
const TESTING = '^(libs/platform/testing|test)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'domains-meet-at-the-door',
      comment: 'Import another domain through its index.ts: @pakashop/<domain>.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: SPEC },
      to: {
        path: '^libs/([^/]+)/',
        pathNot: ['^libs/$1/', '^libs/[^/]+/index\\.ts$', '^libs/platform/', '^libs/providers/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'the-door-shows-only-the-contract',
      comment: 'index.ts re-exports contracts and events, never services or modules.',
      severity: 'error',
      from: { path: '^libs/(?!platform|providers|client)[^/]+/index\\.ts$' },
      to: { pathNot: ['\\.(contract|events)\\.ts$'] },
    },
    {
      name: 'contracts-stand-alone',
      comment: 'Contracts and events know the kernel and the validators only, so that domains can hear each other.',
      severity: 'error',
      from: { path: '\\.(contract|events)\\.ts$', pathNot: ['^libs/platform/', SPEC] },
      to: {
        pathNot: [
          '^libs/platform/index\\.ts$',
          'node_modules/class-(validator|transformer)/',
          '\\.(contract|events)\\.ts$',
        ],
      },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^libs/platform/', pathNot: SPEC },
      to: { path: '^(apps|libs/(?!platform))/' },
    },
    {
      name: 'providers-know-nobody',
      comment: 'What several domains need of a company holds no business and no framework.',
      severity: 'error',
      from: { path: '^libs/providers/', pathNot: SPEC },
      to: { path: ['^apps/', '^libs/(?!providers)', 'node_modules/@nestjs/'] },
    },
    {
      name: 'apps-only-assemble',
      comment: 'An app imports modules and the kernel; the logic lives in libs.',
      severity: 'error',
      from: { path: '^apps/', pathNot: [SPEC, '^apps/sandbox/', '\\.generated\\.ts$'] },
      to: {
        path: '^libs/(?!platform|client)',
        pathNot: ['\\.module\\.ts$', '^libs/backend/auth/auth\\.contract\\.ts$'],
      },
    },
    {
      name: 'the-sandbox-is-the-other-side',
      comment: 'The simulated companies share no code with us, so that a misreading is found when the two meet.',
      severity: 'error',
      from: { path: '^apps/sandbox/' },
      to: { path: '^libs/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'A *.rules.ts file computes: types, problems, money and other rules, no I/O and no framework.',
      severity: 'error',
      from: { path: '^libs/.*\\.rules\\.ts$' },
      to: {
        dependencyTypesNot: ['type-only'],
        pathNot: [
          '\\.(errors|rules|contract)\\.ts$',
          '^libs/platform/index\\.ts$',
          '^crypto$',
          'common-passwords\\.ts$',
        ],
      },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^libs/(.+)/adapters/([^/]+)/' },
      to: { path: '/adapters/([^/]+)/', pathNot: '/adapters/$2/' },
    },
    {
      name: 'only-adapters-reach-providers',
      comment: 'Requests that move money leave through the adapters that the sender drives, and nowhere else.',
      severity: 'error',
      from: {
        path: '^libs/(?!providers)',
        pathNot: [SPEC, '/adapters/', '\\.area\\.ts$', '\\.callbacks\\.ts$', '\\.phone\\.ts$'],
      },
      to: { path: '^libs/providers/' },
    },
    {
      name: 'no-cycles',
      comment: 'Imports of types alone do not exist at run time and close no cycle.',
      severity: 'error',
      from: { pathNot: '^libs/platform/prisma/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-tests-in-code',
      severity: 'error',
      from: { pathNot: [SPEC, TESTING, '^(bench|tools)/'] },
      to: { path: [SPEC, TESTING] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^libs/platform/prisma/internal' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};

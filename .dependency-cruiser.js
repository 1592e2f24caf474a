// The import rules of docs/architecture.md, executable. `npm run check` enforces them; test/architecture proves that a
// violation is found.
const room = (name) => `^src/${name}/`;

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'diagnostics-is-a-leaf',
      severity: 'error',
      from: { path: room('diagnostics') },
      to: { path: '^src/', pathNot: [room('diagnostics')] },
    },
    {
      name: 'contracts-know-no-rooms',
      severity: 'error',
      from: {
        path: '^src/(?:resource|fact|content|host|action|reading|arguments|definition|shell|secret|reporter)\\.ts$',
      },
      to: { path: '^src/[a-z]+/', pathNot: [room('diagnostics')] },
    },
    {
      name: 'language-knows-only-diagnostics',
      severity: 'error',
      from: { path: room('language') },
      to: { path: '^src/', pathNot: [room('language'), room('diagnostics'), '^src/(?:shell|secret)\\.ts$'] },
    },
    {
      name: 'inventory-knows-language',
      severity: 'error',
      from: { path: room('inventory') },
      to: {
        path: '^src/[a-z]+/',
        pathNot: [room('inventory'), room('language'), room('diagnostics'), '^src/playbook/model\\.ts$'],
      },
    },
    {
      name: 'playbook-knows-language-and-inventory',
      severity: 'error',
      from: { path: room('playbook') },
      to: {
        path: '^src/[a-z]+/',
        pathNot: [room('playbook'), room('language'), room('inventory'), room('diagnostics')],
      },
    },
    {
      name: 'resources-know-facts-only',
      comment: 'A resource reads through facts and says what to do as data; it reaches neither hosts nor the engine.',
      severity: 'error',
      from: { path: '^src/(?:resources|actions|facts)/' },
      to: { path: '^src/[a-z]+/', pathNot: ['^src/(?:resources|actions|facts|sql|diagnostics)/'] },
    },
    {
      name: 'sql-is-words',
      comment: 'Quoting, dialects and what clients print: it reaches neither facts nor hosts.',
      severity: 'error',
      from: { path: room('sql') },
      to: { path: '^src/', pathNot: [room('sql'), '^src/(?:shell|secret)\\.ts$'] },
    },
    {
      name: 'facts-know-no-resources',
      severity: 'error',
      from: { path: room('facts') },
      to: { path: '^src/(?:resources|actions)/' },
    },
    {
      name: 'wire-and-hosts-know-no-engine',
      severity: 'error',
      from: { path: '^src/(?:wire|hosts)/' },
      to: { path: '^src/[a-z]+/', pathNot: ['^src/(?:wire|hosts|diagnostics)/'] },
    },
    { name: 'wire-knows-no-hosts', severity: 'error', from: { path: room('wire') }, to: { path: room('hosts') } },
    {
      name: 'replication-knows-sql',
      comment: 'It judges and orders servers; whoever calls it gives the members, over whatever line.',
      severity: 'error',
      from: { path: room('replication') },
      to: { path: '^src/[a-z]+/', pathNot: ['^src/(?:replication|sql|diagnostics)/'] },
    },
    {
      name: 'reporters-are-sinks',
      severity: 'error',
      from: { path: room('reporters') },
      to: { path: '^src/[a-z]+/', pathNot: [room('reporters'), room('diagnostics')] },
    },
    {
      name: 'importer-knows-what-it-writes',
      comment: 'It reads text and writes text for the language and the playbook; it reaches no host.',
      severity: 'error',
      from: { path: room('importer') },
      to: {
        path: '^src/[a-z]+/',
        pathNot: [
          room('importer'),
          room('language'),
          room('diagnostics'),
          '^src/playbook/keywords\\.ts$',
          '^src/facts/system-fact-names\\.ts$',
        ],
      },
    },
    {
      name: 'vault-knows-language',
      severity: 'error',
      from: { path: room('vault') },
      to: { path: '^src/[a-z]+/', pathNot: [room('vault'), room('language'), room('diagnostics')] },
    },
    {
      name: 'age-only-in-vault',
      severity: 'error',
      from: { path: '^src/', pathNot: [room('vault')] },
      to: { path: 'node_modules/age-encryption/' },
    },
    {
      name: 'audits-judge-offline',
      comment: 'They know the inventory and what resources would make of it; they reach no host.',
      severity: 'error',
      from: { path: room('audit') },
      to: { path: '^src/[a-z]+/', pathNot: ['^src/(?:audit|inventory|resources|diagnostics)/'] },
    },
    {
      name: 'lab-stands-alone',
      severity: 'error',
      from: { path: '^src/(?:lab|pki)/' },
      to: { path: '^src/[a-z]+/', pathNot: ['^src/(?:lab|pki|diagnostics)/'] },
    },
    {
      name: 'only-main-wires',
      comment: 'Transports, reporters and registries are given, not imported.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main\\.ts$', '^src/(?:hosts|reporters)/', '/registry\\.ts$'] },
      to: { path: ['^src/(?:hosts|reporters)/', '^src/(?:resources|actions)/registry\\.ts$'] },
    },
    {
      name: 'cli-is-the-edge',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main\\.ts$', room('cli')] },
      to: { path: room('cli') },
    },
    {
      name: 'ssh2-only-in-hosts',
      severity: 'error',
      from: { path: '^src/', pathNot: [room('hosts')] },
      to: { path: 'node_modules/ssh2/' },
    },
    {
      name: 'yargs-only-in-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: [room('cli')] },
      to: { path: 'node_modules/yargs/' },
    },
    {
      name: 'handlebars-only-in-templates',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/language/template'] },
      to: { path: 'node_modules/handlebars/' },
    },
    {
      name: 'ajv-only-in-schema',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/language/schema'] },
      to: { path: 'node_modules/ajv/' },
    },
    {
      name: 'yaml-only-in-language',
      comment: 'Playbooks are read in one place; yaml_file edits a text of a host.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/language/(?:yaml|template/)', '^src/resources/yaml-file/', room('importer')],
      },
      to: { path: 'node_modules/yaml/' },
    },
    { name: 'nothing-imports-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};

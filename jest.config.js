// Rings are folders: everything outside test/lab needs no host and runs anywhere; test/lab needs real ones (DESIGN §8).
const common = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } }],
  },
};

export default {
  coverageProvider: 'v8',
  // Many tests start real shells and servers; on a busy machine the usual five seconds say more of it than of us.
  testTimeout: 30_000,
  projects: [
    {
      ...common,
      displayName: 'local',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/lab/'],
    },
    { ...common, displayName: 'lab', testMatch: ['<rootDir>/test/lab/**/*.test.ts'] },
  ],
};

// What StrykerJS is given: who draws and tells, and who judges.
import { CoveringTests } from './covering-tests.js';
import { Sample } from './sample.js';

const option = 'options';
CoveringTests.inject = [option];
Sample.inject = [option];

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'covering-tests', injectableClass: CoveringTests },
  { kind: 'Reporter', name: 'sample', injectableClass: Sample },
];

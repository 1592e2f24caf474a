// Jest begins with what took longest; who stops at the first failure begins with what takes least.
export default class GivenOrder {
  sort(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // Nothing is learnt from changed code.
  }
}

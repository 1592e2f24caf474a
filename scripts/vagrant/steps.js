/**
 * Runs named steps one after another; each prints one line with its seconds, a failed one also why.
 * @param write takes text
 * @returns `step(name, run)`, which throws what `run` throws, and `counts`
 */
export function stepRunner(write, now = () => performance.now()) {
  const counts = { passed: 0, failed: 0 };
  return {
    counts,
    async step(name, run) {
      const started = now();
      const seconds = () => `${((now() - started) / 1000).toFixed(1).padStart(6)} s`;
      try {
        const result = await run();
        counts.passed += 1;
        write(`passed ${seconds()}  ${name}\n`);
        return result;
      } catch (error) {
        counts.failed += 1;
        write(`FAILED ${seconds()}  ${name}\n${indented(error)}\n`);
        throw error;
      }
    },
  };
}

function indented(error) {
  const hint = error.hint === undefined ? '' : `\nhint: ${error.hint}`;
  return `${error.message ?? error}${hint}`.replace(/^/gm, '    ');
}

import { cpus, release, totalmem } from 'node:os';
import type { Machine } from './results.ts';

/** The machine that runs the benchmark and all hosts. */
export function thisMachine(): Machine {
  return {
    processors: cpus().length,
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memory_mb: Math.round(totalmem() / 2 ** 20),
    system: `Linux ${release()}`,
    node: process.version,
  };
}

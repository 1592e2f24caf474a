import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { blockDevice } from '../facts/block-device.ts';
import { fileContent } from '../facts/file-content.ts';
import { fileState } from '../facts/file-state.ts';
import { swapState } from '../facts/swap-state.ts';
import { fileText } from './file-text.ts';
import { swapArguments } from './swap/arguments.ts';
import { swapChanges } from './swap/diff.ts';
import { fstabPath } from './fstab/path.ts';
import type { ObservedSwap } from './swap/observed.ts';
import { swapSteps } from './swap/steps.ts';
import { wantedSwap } from './swap/wanted.ts';
import type { WantedSwap } from './swap/wanted.ts';

export const swap = defineResource<WantedSwap, ObservedSwap>({
  kind: 'swap',
  schema: swapArguments,
  wanted: wantedSwap,
  observe,
  diff: swapChanges,
  steps: swapSteps,
});

async function observe({ path }: WantedSwap, host: FactReader): Promise<ObservedSwap> {
  const [device, state, used, fstab] = await Promise.all([
    host.read(blockDevice, path),
    host.read(fileState, path),
    host.read(swapState, path),
    host.read(fileContent, fstabPath),
  ]);
  return { device, state, used, fstab: fileText(fstabPath, fstab) };
}

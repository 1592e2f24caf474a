import { defineResource } from '../definition.ts';
import { blockDevice } from '../facts/block-device.ts';
import { volumeGroup } from '../facts/volume-group.ts';
import { lvmArguments } from './lvm/arguments.ts';
import { groupChanges } from './lvm/diff.ts';
import type { ObservedGroup } from './lvm/diff.ts';
import { groupSteps } from './lvm/steps.ts';
import { wantedGroup } from './lvm/wanted.ts';
import type { WantedGroup } from './lvm/wanted.ts';

export const lvm = defineResource<WantedGroup, ObservedGroup>({
  kind: 'lvm',
  schema: lvmArguments,
  wanted: wantedGroup,
  observe: async ({ name, devices }, host) => {
    const [found, ...states] = await Promise.all([
      host.read(volumeGroup, name),
      ...devices.map((device) => host.read(blockDevice, device)),
    ]);
    return { lvm: found, devices: states };
  },
  diff: groupChanges,
  steps: groupSteps,
});

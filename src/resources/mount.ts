import { defineResource } from '../definition.ts';
import { mountArguments } from './mount/arguments.ts';
import { mountChanges } from './mount/diff.ts';
import { observeMount } from './mount/observe.ts';
import type { ObservedMount } from './mount/observe.ts';
import { mountSteps } from './mount/steps.ts';
import { wantedMount } from './mount/wanted.ts';
import type { WantedMount } from './mount/wanted.ts';

export const mount = defineResource<WantedMount, ObservedMount>({
  kind: 'mount',
  schema: mountArguments,
  wanted: wantedMount,
  observe: observeMount,
  diff: mountChanges,
  steps: mountSteps,
  facts: ({ path }, { mounted }) => ({
    path,
    mounted: mounted !== undefined,
    ...(mounted && { source: mounted.source, fstype: mounted.type }),
  }),
});

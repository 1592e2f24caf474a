import { defineResource } from '../definition.ts';
import { authorizedKeyArguments } from './authorized-key/arguments.ts';
import { keyChanges } from './authorized-key/diff.ts';
import { observeKeys } from './authorized-key/observe.ts';
import type { ObservedKeys } from './authorized-key/observe.ts';
import { keySteps } from './authorized-key/steps.ts';
import { wantedKeys } from './authorized-key/wanted.ts';
import type { WantedKeys } from './authorized-key/wanted.ts';

export const authorizedKey = defineResource<WantedKeys, ObservedKeys>({
  kind: 'authorized_key',
  schema: authorizedKeyArguments,
  wanted: wantedKeys,
  observe: observeKeys,
  diff: keyChanges,
  steps: keySteps,
  facts: (_, found) => (found === undefined ? {} : { path: found.path }),
});

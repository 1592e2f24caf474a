import { defineResource } from '../definition.ts';
import { certificateArguments } from './certificate/arguments.ts';
import { certificateChanges } from './certificate/diff.ts';
import { observeCertificate } from './certificate/observe.ts';
import type { ObservedCertificate } from './certificate/observe.ts';
import { certificateSteps } from './certificate/steps.ts';
import { wantedCertificate } from './certificate/wanted.ts';
import type { WantedCertificate } from './certificate/wanted.ts';

export const certificate = defineResource<WantedCertificate, ObservedCertificate>({
  kind: 'certificate',
  schema: certificateArguments,
  wanted: wantedCertificate,
  observe: observeCertificate,
  diff: certificateChanges,
  steps: certificateSteps,
  facts: ({ path, key }, { chain: [leaf] }) => ({
    path,
    key,
    ...(leaf && { serial: leaf.serialNumber, expires: new Date(leaf.validTo).toISOString() }),
  }),
});

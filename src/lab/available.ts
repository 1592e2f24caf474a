import { chooseEngine } from './choose-engine.ts';
import type { EngineKind } from './engine.ts';
import { missingPackages, podmanRequirements, sshRequirements } from './requirement.ts';

export type LabAvailability =
  /** `missing`: Debian packages that `labUp` would install first, if allowed. */
  | { readonly available: true; readonly engine: EngineKind; readonly missing: readonly string[] }
  /** `why`: a sentence without a final stop. */
  | { readonly available: false; readonly why: string };

/** Whether a lab could be made on this machine. Changes nothing and never throws. */
export async function labAvailable(): Promise<LabAvailability> {
  const choice = await chooseEngine({});
  if ('why' in choice) return { available: false, why: choice.why };
  const requirements = choice.kind === 'podman' ? [...podmanRequirements, ...sshRequirements] : sshRequirements;
  return { available: true, engine: choice.kind, missing: await missingPackages(requirements) };
}

import { CannotConverge } from '../../../resource.ts';
import type { Change, Step } from '../../../resource.ts';
import { sh } from '../../../shell.ts';
import type { Command } from '../../../shell.ts';
import type { Backend } from '../backend.ts';
import { familiesOf, liveChains } from '../iptables/live-chains.ts';
import { loadRules } from '../iptables/load-rules.ts';
import { ipFamilies } from '../ip-address.ts';
import type { Observed } from '../observed.ts';
import type { Policy } from '../policy.ts';
import { jumpRepair } from './jumps.ts';
import { ufwPaths } from './paths.ts';
import { isRoute, liveRuleChanges, savedRuleChanges } from './rule-changes.ts';
import { withRateLimiting } from './rate-limiting.ts';
import { formatRulesFile } from './rules-file.ts';
import { settingChanges, settingFiles } from './settings.ts';
import { settingOf, ufwRulesFile, ufwText } from './state.ts';
import { unsupportedByUfw } from './unsupported.ts';
import { userRules } from './user-rules.ts';

export const ufwBackend: Backend = {
  name: 'ufw',
  diff: (policy, observed) => {
    const refusal = unsupportedByUfw(policy);
    if (refusal !== undefined) throw new CannotConverge(`${refusal.message}, ${refusal.hint}`);
    return ownChanges(policy, observed);
  },
  steps: (policy, observed) => {
    if (!observed.ufwInstalled) throw new CannotConverge('ufw is not installed; install the package ufw first');
    if (ownChanges(policy, observed).length === 0) return [];
    return [...writes(policy, observed), activate(observed), ...repairJumps(observed)];
  },
};

/** The files first: what is only in the kernel is said when nothing else can explain it. */
function ownChanges(policy: Policy, observed: Observed): readonly Change[] {
  const saved = [...settingChanges(policy, observed), ...savedRuleChanges(policy, observed)];
  return saved.length > 0 ? saved : liveRuleChanges(policy, observed);
}

/** All is in the files before ufw is enabled, so that it never runs without the rule for this session. */
function writes(policy: Policy, observed: Observed): readonly Step[] {
  const settings = settingFiles(policy, observed).map(({ file, text }) => write(ufwPaths[file], text));
  const rules = ipFamilies.flatMap((family) => {
    const present = ufwRulesFile(observed, family);
    if (present === undefined)
      throw new CannotConverge(`${ufwPaths[family]} is missing; install the package ufw again`);
    const routes = present.rules.filter(isRoute);
    const file = policy.services.some(({ limit }) => limit) ? withRateLimiting(present, family) : present;
    const text = formatRulesFile({ ...file, rules: [...userRules(policy, family), ...routes] });
    return text === ufwText(observed, family) ? [] : [write(ufwPaths[family], text)];
  });
  return [...settings, ...rules];
}

function write(path: string, text: string): Step {
  return { type: 'write', path, content: new TextEncoder().encode(text) };
}

/** Must not be cut in the middle: between its steps ufw drops everything. */
function activate(observed: Observed): Step {
  const enabled = settingOf(ufwText(observed, 'settings'), 'ENABLED') === 'yes';
  const [title, command]: readonly [string, Command] = enabled
    ? ['reload ufw', sh`PATH=$PATH:/usr/sbin:/sbin; ufw reload`]
    : ['enable ufw', sh`PATH=$PATH:/usr/sbin:/sbin; ufw --force enable`];
  return { type: 'run', title, command, onDisconnect: 'finish' };
}

function repairJumps(observed: Observed): readonly Step[] {
  const texts = familiesOf(observed).map((family) => ({
    family,
    text: jumpRepair(family, liveChains(observed, family)),
  }));
  return loadRules(texts.filter(({ text }) => text !== ''));
}

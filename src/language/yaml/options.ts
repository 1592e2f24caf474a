export interface YamlOptions {
  /**
   * What to do with unquoted yes/no/on/off: `error` refuses them (and y/n); `ansible` reads them as booleans, as Ansible
   * does in inventories and vars files. Numbers like 0644 are refused in both: Ansible reads 420, YAML 1.2 644.
   */
  readonly ambiguous: 'error' | 'ansible';
}

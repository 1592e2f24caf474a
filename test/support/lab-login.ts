/** How hosts of a test's own lab are logged in to: variables of an inventory's group, four columns in. */
export const labLogin = `    ansible_user: ops
    ansible_ssh_private_key_file: .rackwright/lab/id_ed25519
    ansible_ssh_common_args: -o UserKnownHostsFile=.rackwright/lab/known_hosts`;

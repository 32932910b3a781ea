/** Where one machine's Slurm keeps its things, and the ports that its daemons listen on. */
export interface Place {
  readonly folder: string;
  readonly controllerPort: number;
  readonly nodePort: number;
  readonly user: string;
  /** As many as Slurm shall believe in, whatever the machine has. */
  readonly cpus: number;
}

/** slurm.conf of one node on this machine: no systemd, no cgroups, no database, and a job that is requeued starts at once. */
export function configuration({ folder, controllerPort, nodePort, user, cpus }: Place): string {
  const settings = {
    ClusterName: 'camscope',
    SlurmctldHost: 'localhost(127.0.0.1)',
    SlurmctldPort: controllerPort,
    SlurmdPort: nodePort,
    SlurmUser: user,
    SlurmdUser: user,
    AuthType: 'auth/munge',
    CredType: 'cred/munge',
    // A requeued job waits as long as its old credential holds.
    AuthInfo: `socket=${folder}/munge.socket,cred_expire=5`,
    StateSaveLocation: `${folder}/state`,
    SlurmdSpoolDir: `${folder}/spool`,
    SlurmctldPidFile: `${folder}/slurmctld.pid`,
    SlurmdPidFile: `${folder}/slurmd.pid`,
    ProctrackType: 'proctrack/linuxproc',
    TaskPlugin: 'task/none',
    SwitchType: 'switch/none',
    MpiDefault: 'none',
    SelectType: 'select/cons_tres',
    SelectTypeParameters: 'CR_CPU',
    SchedulerType: 'sched/backfill',
    SchedulerParameters: 'sched_interval=1,bf_interval=1,batch_sched_delay=0',
    JobAcctGatherType: 'jobacct_gather/none',
    AccountingStorageType: 'accounting_storage/none',
    JobCompType: 'jobcomp/filetxt',
    JobCompLoc: `${folder}/completions`,
    JobRequeue: 1,
    KillWait: 10,
    MinJobAge: 600,
    ReturnToService: 2,
    SlurmdParameters: 'config_overrides',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const node = `NodeName=here NodeHostname=localhost NodeAddr=127.0.0.1 CPUs=${cpus} State=UNKNOWN`;
  return [...lines, node, 'PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP', ''].join(
    '\n',
  );
}

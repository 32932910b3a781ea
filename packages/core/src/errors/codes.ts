/** Every way in which camscope refuses, by name. Codes are part of the public interface. */
export type ErrorCode =
  /** A configuration file, command line or option is wrong. */
  | 'CONFIG_INVALID'
  /** A name was asked for that nothing answers to. */
  | 'NAME_UNKNOWN'
  /** Two plugins contribute the same id. */
  | 'ID_DUPLICATE'
  /** A plugin could not be loaded, or is not a plugin. */
  | 'PLUGIN_INVALID'
  /** A plugin's code failed, or gave what its contract does not allow. */
  | 'PLUGIN_FAILED'
  /** A file is missing or cannot be read or written. */
  | 'FILE_UNREADABLE'
  /** Bytes are not the model that they claim to be. */
  | 'MODEL_MALFORMED'
  /** The model is sound, but camscope cannot do with it what was asked. */
  | 'MODEL_UNSUPPORTED'
  /** An operator has no rule for what was asked. */
  | 'OPERATOR_UNSUPPORTED'
  /** An expression does not fit the model it is compiled for. */
  | 'EXPRESSION_INVALID'
  /** An image is damaged, too large or of an unknown format. */
  | 'IMAGE_INVALID'
  /** An annotation or label file does not follow its format. */
  | 'DATA_INVALID'
  /** An execution provider cannot be started. */
  | 'PROVIDER_UNAVAILABLE'
  /** The runtime refused or failed to run a model. */
  | 'RUNTIME_FAILED'
  /** A thread of camscope ended before its work, such as for want of memory. */
  | 'WORKER_DIED'
  /** Scores or a map hold NaN or infinity, from which nothing can be read. */
  | 'NOT_FINITE'
  /** The caller asked to stop. */
  | 'INTERRUPTED'
  /** A defect of camscope itself. */
  | 'INTERNAL';

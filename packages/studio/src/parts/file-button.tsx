interface Props {
  readonly text: string;
  readonly accept?: string;
  take(files: readonly File[]): void;
}

/** Opens the machine's dialog for files. */
export function FileButton({ text, accept, take }: Props) {
  return (
    <label class="file button">
      {text}
      <input
        type="file"
        multiple
        accept={accept}
        onChange={({ currentTarget }) => {
          take([...(currentTarget.files ?? [])]);
          currentTarget.value = ''; // The same file may be chosen again.
        }}
      />
    </label>
  );
}

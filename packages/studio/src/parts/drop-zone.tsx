import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';

/** The whole page takes files that are dropped on it; it says so while they hover. */
export function DropZone({ text, take }: { text: string; take(files: readonly File[]): void }) {
  const hovering = useSignal(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const over = (event: DragEvent) => {
      event.preventDefault();
      hovering.value = true;
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      hovering.value = false;
      take([...(event.dataTransfer?.files ?? [])]);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) hovering.value = false;
    };
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => listening.abort();
  }, []);
  return hovering.value ? <div class="dropping">{text}</div> : null;
}

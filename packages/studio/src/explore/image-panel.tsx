import { Choose } from '../parts/choice.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { Section } from '../parts/section.tsx';
import { image, images, remove, show } from '../state/images.ts';
import { openFiles, opening } from '../state/opening.ts';
import { told } from '../state/problems.ts';
import { openPhantom, phantoms } from '../state/start.ts';
import { texts } from '../texts/index.ts';

export function ImagePanel() {
  const { images: t, remove: removed, form } = texts.value;
  const open = images.value;
  return (
    <Section title={t.title}>
      <div class="beside">
        <FileButton text={t.choose} take={(files) => void openFiles(files)} />
        <span role="status">{opening.value > 0 && t.opening}</span>
      </div>
      <p class="hint">{t.drop}</p>
      <Choose
        label={t.phantom}
        value=""
        among={[
          { value: '', text: form.choose },
          ...phantoms.value.radiographs.map((value) => ({ value, text: value })),
        ]}
        change={(name) => name && void openPhantom(name)}
      />
      {open.length === 0 && opening.value === 0 && <p>{t.none}</p>}
      <ul class="images" aria-label={t.list}>
        {open.map((one) => (
          <li key={one.id}>
            <button type="button" aria-pressed={one.id === image.value?.id} onClick={() => show(one)}>
              <span>{one.name}</span> <small>{t.size(one.width, one.height)}</small>
            </button>
            <button
              type="button"
              class="remove"
              aria-label={removed(one.name)}
              onClick={() => void told(() => remove(one))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

import { Dialog } from '../parts/dialog.tsx';
import { keyGroups, keysPanel } from '../state/keys.ts';
import { keysOn } from '../state/settings.ts';
import { texts } from '../texts/index.ts';

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  '-': '−',
};

export function KeysDialog() {
  const { keys: t } = texts.value;
  const sign = (key: string) => (key === ' ' ? t.space : (SIGNS[key] ?? key));
  return (
    <Dialog title={t.title} open={keysPanel}>
      <table class="keys">
        <tbody>
          {keyGroups.map(({ keys, what }) => (
            <tr key={what}>
              <th scope="row">
                {keys.map((key) => (
                  <kbd key={key}>{sign(key)}</kbd>
                ))}
              </th>
              <td>{t.what[what]}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <kbd>Esc</kbd>
            </th>
            <td>{t.escape}</td>
          </tr>
        </tbody>
      </table>
      <p>{t.mouse}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={keysOn.value}
          onChange={({ currentTarget }) => (keysOn.value = currentTarget.checked)}
        />
        {t.on}
      </label>
    </Dialog>
  );
}

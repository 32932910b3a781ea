import type { Page } from 'playwright-core';

/** Drops files on the page, as from the machine's desktop. */
export async function dropFiles(page: Page, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const plain = Object.entries(files).map(([name, bytes]) => ({ name, bytes: [...bytes] }));
  await page.evaluate((plain) => {
    const dataTransfer = new DataTransfer();
    for (const { name, bytes } of plain) dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  }, plain);
}

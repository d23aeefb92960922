import { t } from '../texts';

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['←', '→'], t.keyPrevious],
  [['+', '−'], t.keyZoom],
  [['0'], t.keyFit],
  [['1'], t.keyActual],
  [['Shift', '← → ↑ ↓'], t.keyPan],
  [['F'], t.keyFavourite],
  [['Y', 'X'], t.keyJudge],
  [['B'], t.keyBackdrop],
  [['C'], t.keyCompare],
  [['Space'], t.keyPlay],
  [[',', '.'], t.keyFrame],
  [['D'], t.keyDownload],
  [['O'], t.keyOpen],
  [['I'], t.keyDetails],
  [['?'], t.keyKeys],
  [['Esc'], t.keyClose],
];

/** What the keys of the viewer do. */
export function KeyList() {
  return (
    <section aria-label={t.keys}>
      <h3 className="mb-2 font-semibold">{t.keys}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-secondary">
        {KEYS.map(([keys, what]) => (
          <div key={what} className="contents">
            <dt className="whitespace-nowrap">
              {keys.map((key) => (
                <kbd key={key} className="mr-1 rounded-control border border-border-strong px-1 font-mono">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className="text-muted">{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

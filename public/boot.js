// Runs before the first paint: sets the theme, so that a light page never flashes dark.
(function () {
  var theme = 'system';
  try {
    theme = JSON.parse(localStorage.getItem('comfydeck/local/preferences') || '{}').theme || 'system';
  } catch (error) {
    theme = 'system';
  }
  var prefersLight = matchMedia('(prefers-color-scheme: light)').matches;
  document.documentElement.dataset.theme = theme === 'light' || (theme === 'system' && prefersLight) ? 'light' : 'dark';
})();

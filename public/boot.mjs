// Runs before anything else of the page: sets the theme, so that a light page never flashes dark, and asks for the node definitions
// while the page's own code is still on its way. src/api/early-answer.ts takes the answer over; the address is the one that
// src/config/api-base.ts finds.
(function () {
  var preferences = {};
  try {
    preferences = JSON.parse(localStorage.getItem('comfydeck/local/preferences') || '{}') || {};
  } catch (error) {
    preferences = {};
  }
  var prefersLight = matchMedia('(prefers-color-scheme: light)').matches;
  var theme = preferences.theme || 'system';
  document.documentElement.dataset.theme = theme === 'light' || (theme === 'system' && prefersLight) ? 'light' : 'dark';

  // A wall shows jobs only.
  if (location.hash.indexOf('#/kiosk') === 0) return;
  var path = location.pathname;
  var asExtension = /^(.*?)\/extensions\/[^/]+\//.exec(path);
  var folder = asExtension ? asExtension[1] : path.slice(0, path.lastIndexOf('/'));
  var url = location.protocol + '//' + location.host + folder + '/api/object_info';
  var userId = typeof preferences.userId === 'string' ? preferences.userId : null;
  var controller = new AbortController();
  var answer = fetch(url, {
    headers: userId === null ? {} : { 'Comfy-User': userId },
    cache: 'no-cache',
    signal: controller.signal,
  });
  // Whoever takes the answer over hears of its failure; until then nobody does.
  answer.catch(function () {});
  window.comfydeckEarlyAnswer = {
    url: url,
    userId: userId,
    answer: answer,
    abort: function () {
      controller.abort();
    },
  };
})();

// Says, in place, what htmx would leave silent: no connection, or an answer that is not taken.

const notice = document.querySelector("[data-connection]");

function say(sentence) {
  notice.hidden = false;
  notice.textContent = sentence;
}

document.body.addEventListener("htmx:sendError", () => say(notice.dataset.textOffline));
document.body.addEventListener("htmx:timeout", () => say(notice.dataset.textOffline));
document.body.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const refusal = page.querySelector("[data-refusal]");
  say(refusal ? refusal.textContent : notice.dataset.textFailed);
});
document.body.addEventListener("htmx:beforeRequest", () => {
  notice.hidden = true;
});

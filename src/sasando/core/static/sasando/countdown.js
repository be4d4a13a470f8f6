// The time left until a day closes, by the server's clock.
//
// The page carries the server's instant and the closing instant. Time since then is counted by the
// monotonic clock; when that and the wall clock part (the phone slept, or its clock was set) the
// server is asked again. Only ten minutes and one minute are spoken.

const MINUTE = 60_000;
const SPOKEN_MINUTES = [10, 1];
const LARGEST_DRIFT = 2_000;

class Countdown {
  constructor(box) {
    this.box = box;
    this.text = box.querySelector("[data-countdown-text]");
    this.said = box.querySelector("[data-countdown-said]");
    this.closesAt = Date.parse(box.dataset.closesAt);
    this.spoken = new Set();
    this.anchor(Date.parse(box.dataset.serverNow));
    this.show();
    this.timer = setInterval(() => this.show(), 1_000);
    document.addEventListener("visibilitychange", () => document.hidden || this.show());
  }

  anchor(serverNow) {
    this.serverNow = serverNow;
    this.steady = performance.now();
    this.wall = Date.now();
  }

  now() {
    const steady = performance.now() - this.steady;
    const wall = Date.now() - this.wall;
    if (Math.abs(wall - steady) > LARGEST_DRIFT) {
      this.anchor(this.serverNow + Math.max(wall, steady));
      this.askServer();
      return this.serverNow;
    }
    return this.serverNow + steady;
  }

  async askServer() {
    if (!this.box.dataset.clockUrl) return;
    try {
      const answer = await fetch(this.box.dataset.clockUrl, { cache: "no-store" });
      if (answer.ok) this.anchor(Date.parse((await answer.json()).now));
    } catch {
      // Offline: the estimate stands until the next chance; the server alone judges lateness.
    }
  }

  show() {
    const left = this.closesAt - this.now();
    const minutes = Math.floor(left / MINUTE);
    const sentence = this.sentence(left, minutes);
    if (this.text.textContent !== sentence) this.text.textContent = sentence;
    this.box.classList.toggle("is-near", minutes < 60);
    this.speak(left, sentence);
    if (left <= 0) clearInterval(this.timer);
  }

  sentence(left, minutes) {
    const words = this.box.dataset;
    if (left <= 0) return words.textClosed;
    if (minutes < 1) return words.textSoon;
    const hours = Math.floor(minutes / 60);
    const parts = [];
    if (hours) parts.push(`${hours} ${words.textHour}`);
    if (minutes % 60) parts.push(`${minutes % 60} ${words.textMinute}`);
    return words.textLeft.replace("{}", parts.join(" "));
  }

  speak(left, sentence) {
    for (const minutes of SPOKEN_MINUTES) {
      const isDue = left > 0 && left <= minutes * MINUTE && left > (minutes - 1) * MINUTE;
      if (isDue && !this.spoken.has(minutes)) {
        this.spoken.add(minutes);
        this.said.textContent = sentence;
      }
    }
  }
}

for (const box of document.querySelectorAll("[data-countdown]")) new Countdown(box);

// The calendar card: what has passed since the page was made is taken out of the list.
import "./card.js";
import { todayInBeijing } from "../today.js";

const today = todayInBeijing();
const dates = [...document.querySelectorAll("[data-until]")];
for (const one of dates) one.hidden = one.dataset.until < today;
document.getElementById("none").hidden = dates.some((one) => !one.hidden);

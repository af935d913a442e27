// The annotation page: is one more allowed on a day, from when, until when is it good?

import { asked, firstParts, lastParts, sentence } from "./answer.js";
import { element } from "./dom.js";
import { part } from "./fold.js";
import { Form, RowList } from "./form.js";
import { annotationLink, fromPairs, toPairs } from "./fragment.js";
import { Keep } from "./keep.js";
import { pictureParts } from "./picture.js";
import { attach as attachPlan } from "./plan.js";
import { toRequest } from "./request.js";
import { asText, takeAlong } from "./take.js";
import { ask, attachTool } from "./tool.js";
import { FORM, PICTURE, WHAT_IF } from "./words.js";
import { WhatIf } from "./what_if.js";

const PAUSE_MS = 150; // somebody types or drags: the long part below follows when they pause

export function attach(formElement) {
  const words = JSON.parse(formElement.dataset.words);
  const annotations = new RowList(
    document.getElementById("tool-annotations"),
    document.getElementById("tool-annotation-row"),
    document.getElementById("tool-add-annotation"),
    FORM,
  );
  const form = new Form(formElement, [annotations]);
  const shell = {
    top: element("div", {}),
    take: element("div", {}),
    picture: element("div", {}),
    rest: element("div", {}),
  };
  const whatIf = new WhatIf(formElement.dataset.longest, (changes) => {
    const entries = { ...form.entries, ...changes };
    form.entries = entries;
    tool.answer({ entries });
  });

  const tries = part(WHAT_IF.heading, {}, whatIf.element);
  const picturePart = part(PICTURE.part, {}, shell.picture);
  let restLater;
  let fillRest;
  shell.take.addEventListener("click", () => fillRest(), { capture: true }); // what is taken along is of one answer

  function show(answer, _, region, picture) {
    fillRest = () => {
      clearTimeout(restLater);
      shell.rest.replaceChildren(...lastParts(answer, words));
    };
    shell.top.replaceChildren(...firstParts(answer));
    shell.take.replaceChildren(
      takeAlong({
        text: () => asText(region),
        reminders: () => reminders(answer.asked),
        qr: formElement.dataset.qr,
        agenda() {
          const { exam_year, issued_on, annotations } = form.entries;
          return { exam_year, issued_on, annotations, ...planForm.entries };
        },
      }),
    );
    clearTimeout(restLater);
    if (shell.top.isConnected) {
      restLater = setTimeout(fillRest, PAUSE_MS);
    } else {
      fillRest();
      region.replaceChildren(shell.top, shell.take, tries, picturePart, shell.rest);
    }
    shell.picture.replaceChildren(...pictureParts(picture));
    whatIf.follow(answer, picture.days);
  }

  const tool = attachTool({
    formElement,
    form,
    region: document.getElementById("tool-answer"),
    said: document.getElementById("tool-said"),
    keep: new Keep("annotation", formElement.querySelector("[data-keep]")),
    link: {
      ...annotationLink,
      toPairs: (entries) => toPairs({ ...entries, ...planForm.entries }),
      fromPairs(pairs) {
        const { needs, ...entries } = fromPairs(pairs);
        return Object.values(entries).some((entry) => entry.length) ? entries : null;
      },
    },
    toRequest,
    more: (request) => ask({ ...request, op: "timeline" }),
    show,
    sentence,
    verdict: (answer) => answer.verdict,
    asked,
  });

  const planForm = attachPlan(document.getElementById("tool-plan"), form, formElement);

  for (const quick of formElement.querySelectorAll("[data-quick]")) {
    quick.addEventListener("click", () => {
      if (quick.dataset.quick === "before") return annotations.add();
      const entries = { ...form.entries, exam_year: quick.dataset.examYear, annotations: [] };
      form.entries = entries;
      return tool.answer({ entries, focus: true });
    });
  }
}

function reminders({ annotations, apply_on, days }) {
  return { op: "reminders", annotations, apply_on, days };
}

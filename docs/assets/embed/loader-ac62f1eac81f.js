// 药师知期
(() => {
 const root = new URL("../../", document.currentScript.src);
 const titles = {annotation: "电子证书加注计算", calendar: "执业药师考试日历", eligibility: "能不能报考"};
 const frames = [];
 const insert = box => {
  const { zhiqi, area, title } = box.dataset;
  const url = new URL(`embed/${zhiqi}/${area ? area + "/" : ""}`, root);
  for (const key of ["theme", "accent"]) url.searchParams.set(key, box.dataset[key] || "");
  url.searchParams.set("host", location.origin);
  const frame = document.createElement("iframe");
  frame.title = title || titles[zhiqi];
  frame.style.cssText = "border:0;display:block;height:360px;max-width:800px;width:100%";
  frame.src = url;
  frames.push(frame);
  box.style.minHeight = 0;
  box.replaceChildren(frame);
 };
 addEventListener("message", ({origin, source, data}) => {
  const frame = frames.find(one => one.contentWindow == source);
  if (frame && origin == root.origin && data.zhiqiHeight > 0) frame.style.height = `${data.zhiqiHeight}px`;
 });
 const near = new IntersectionObserver(seen => {
  for (const { isIntersecting: is, target } of seen) if (is) near.unobserve(target), insert(target);
 }, {rootMargin: "300px"});
 const start = () => document.querySelectorAll("[data-zhiqi]").forEach(box => {
  if (!(box.dataset.zhiqi in titles)) return;
  box.style.minHeight = "360px";
  near.observe(box);
 });
 document.readyState == "loading" ? addEventListener("DOMContentLoaded", start) : start();
})();

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>BiasReport</name>
    <message>
        <source>Annex: full tables</source>
        <translation>附录：完整表格</translation>
    </message>
    <message>
        <source>Every type by itself. Gaps of single types are corrected by Benjamini and Hochberg.</source>
        <translation>逐个类型列出。单个类型的差距按 Benjamini–Hochberg 方法校正。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>提及数</translation>
    </message>
    <message>
        <source>Tagged</source>
        <translation>标出数</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确数</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Tagged in 1,000 words</source>
        <translation>每千词标出数</translation>
    </message>
    <message>
        <source>All text</source>
        <translation>全部文本</translation>
    </message>
    <message>
        <source>Words found</source>
        <translation>找到的词</translation>
    </message>
    <message>
        <source>Wrong words in 1,000</source>
        <translation>每千词误标数</translation>
    </message>
    <message>
        <source>Band of all groups</source>
        <translation>各组同时置信带</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Gaps of single types, %1</source>
        <translation>单个类型的差距，%1</translation>
    </message>
    <message>
        <source>Gap, points</source>
        <translation>差距（百分点）</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>p, corrected</source>
        <translation>校正后的 p</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Annex: lists of names, their sources and licences</source>
        <translation>附录：姓名表、来源与许可</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>Suite</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Type of its gap</source>
        <translation>空位的类型</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>获取日期</translation>
    </message>
    <message>
        <source>Chosen by</source>
        <translation>选取规则</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>规模</translation>
    </message>
    <message>
        <source>%1 names × %2 patterns, %3 sentences</source>
        <translation>%1 个姓名 × %2 个句式，共 %3 句</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>指纹（SHA-256）</translation>
    </message>
    <message>
        <source>Remarks on the lists</source>
        <translation>对姓名表的提示</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>姓名数</translation>
    </message>
    <message>
        <source>too few names</source>
        <translation>姓名太少</translation>
    </message>
    <message>
        <source>names that are also common words</source>
        <translation>同时也是常用词的姓名</translation>
    </message>
    <message>
        <source>frequencies differ from those of other groups</source>
        <translation>与其他组的频率不同</translation>
    </message>
    <message>
        <source>lengths differ from those of other groups</source>
        <translation>与其他组的长度不同</translation>
    </message>
    <message>
        <source>names that stand twice</source>
        <translation>重复出现的姓名</translation>
    </message>
    <message>
        <source>whole list</source>
        <translation>整张表</translation>
    </message>
    <message>
        <source>No lists of names were used in this audit.</source>
        <translation>本次审计没有使用姓名表。</translation>
    </message>
    <message>
        <source>Annex: table in the manner of New York City Local Law 144</source>
        <translation>附录：仿纽约市第 144 号地方法的表格</translation>
    </message>
    <message>
        <source>The law asks for rates and impact ratios of tools that rank or select candidates. An entity tagger selects nobody; the table uses its layout, with recall as the rate, for readers who are used to it. It is no bias audit in the sense of that law. Categories too small to be shown stay in the list; intersections are as in {#intersections}.</source>
        <translation>该法要求对筛选或排序求职者的工具给出比率和影响比。实体标注器并不筛选任何人；本表只借用其格式，以召回率作为比率，供熟悉该格式的读者使用，并非该法意义上的偏见审计。过小而不能显示的类别仍保留在表中；交叉组见 {#intersections}。</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>比率</translation>
    </message>
    <message>
        <source>Impact ratio</source>
        <translation>影响比</translation>
    </message>
    <message>
        <source>Impact ratio: rate of the category over the highest rate. Screening only.</source>
        <translation>影响比：该类别的比率除以最高的比率。仅供初筛。</translation>
    </message>
    <message>
        <source>Annex: where this report helps with Annex IV of the EU AI Act</source>
        <translation>附录：本报告与欧盟《人工智能法》附件四的对应</translation>
    </message>
    <message>
        <source>Regulation (EU) 2024/1689 asks providers of high-risk systems for technical documentation. This table says which parts of it this report can feed. It is no legal advice, and does not say that the system is high-risk or that it conforms.</source>
        <translation>欧盟 2024/1689 号条例要求高风险系统的提供者编写技术文件。本表说明本报告可以用于其中哪些部分。它不是法律意见，也不表示该系统属于高风险或符合规定。</translation>
    </message>
    <message>
        <source>Provisions and sections</source>
        <translation>条款与章节</translation>
    </message>
    <message>
        <source>Provision</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>What it asks for, in short</source>
        <translation>要求概要</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本报告中</translation>
    </message>
    <message>
        <source>Annex IV, 1(a)</source>
        <translation>附件四第 1(a) 点</translation>
    </message>
    <message>
        <source>intended purpose, provider, version</source>
        <translation>预期用途、提供者、版本</translation>
    </message>
    <message>
        <source>purpose as stated, and version: title page; provider: to be added</source>
        <translation>所述用途与版本：见封面；提供者：待补充</translation>
    </message>
    <message>
        <source>Annex IV, 2(b)</source>
        <translation>附件四第 2(b) 点</translation>
    </message>
    <message>
        <source>design: what the system optimises, main choices</source>
        <translation>设计：系统优化什么，主要选择</translation>
    </message>
    <message>
        <source>Annex IV, 2(d)</source>
        <translation>附件四第 2(d) 点</translation>
    </message>
    <message>
        <source>data: origin, scope, labelling, cleaning</source>
        <translation>数据：来源、范围、标注、清洗</translation>
    </message>
    <message>
        <source>{#data}: counts and fingerprints; origin: to be added</source>
        <translation>{#data}：数量与指纹；来源：待补充</translation>
    </message>
    <message>
        <source>Annex IV, 2(e)</source>
        <translation>附件四第 2(e) 点</translation>
    </message>
    <message>
        <source>human oversight</source>
        <translation>人工监督</translation>
    </message>
    <message>
        <source>Annex IV, 2(g)</source>
        <translation>附件四第 2(g) 点</translation>
    </message>
    <message>
        <source>testing: data, metrics of accuracy and of discriminatory effects, dated and signed logs</source>
        <translation>测试：数据、准确性与歧视性影响的指标、注明日期并签字的记录</translation>
    </message>
    <message>
        <source>Annex IV, 3</source>
        <translation>附件四第 3 点</translation>
    </message>
    <message>
        <source>limits, accuracy for groups of persons, foreseeable risks</source>
        <translation>局限、对不同人群的准确性、可预见的风险</translation>
    </message>
    <message>
        <source>Annex IV, 4</source>
        <translation>附件四第 4 点</translation>
    </message>
    <message>
        <source>why the metrics are suitable</source>
        <translation>所用指标为何合适</translation>
    </message>
    <message>
        <source>Annex IV, 5</source>
        <translation>附件四第 5 点</translation>
    </message>
    <message>
        <source>risk management (Article 9)</source>
        <translation>风险管理（第 9 条）</translation>
    </message>
    <message>
        <source>not covered</source>
        <translation>未涉及</translation>
    </message>
    <message>
        <source>Annex IV, 6 to 9</source>
        <translation>附件四第 6 至 9 点</translation>
    </message>
    <message>
        <source>changes, standards, declaration of conformity, monitoring after sale</source>
        <translation>变更、标准、符合性声明、上市后监测</translation>
    </message>
    <message>
        <source>Article 10(2)(f), (g)</source>
        <translation>第 10 条第 2 款 (f)、(g) 项</translation>
    </message>
    <message>
        <source>examination for bias, and measures against it</source>
        <translation>检查偏见及应对措施</translation>
    </message>
    <message>
        <source>Article 10(5)</source>
        <translation>第 10 条第 5 款</translation>
    </message>
    <message>
        <source>sensitive data only where needed to find bias, protected and deleted</source>
        <translation>敏感数据仅在发现偏见所必需时使用，受保护并删除</translation>
    </message>
    <message>
        <source>{#groups}; no value of a person leaves the project with this report</source>
        <translation>{#groups}；任何个人的属性值都不会随本报告离开项目</translation>
    </message>
    <message>
        <source>Article 15</source>
        <translation>第 15 条</translation>
    </message>
    <message>
        <source>declared accuracy</source>
        <translation>声明的准确性</translation>
    </message>
    <message>
        <source>Annex: to repeat this audit</source>
        <translation>附录：如何重复本次审计</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Model run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>数据划分</translation>
    </message>
    <message>
        <source>Random seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Samples and relabellings</source>
        <translation>抽样与重新分组次数</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>匹配方式</translation>
    </message>
    <message>
        <source>Level of the tests</source>
        <translation>检验水平</translation>
    </message>
    <message>
        <source>False discovery rate</source>
        <translation>错误发现率</translation>
    </message>
    <message>
        <source>A gap that matters</source>
        <translation>算得上重要的差距</translation>
    </message>
    <message>
        <source>Least mentions, least documents or names</source>
        <translation>最少提及数，最少文档数或姓名数</translation>
    </message>
    <message>
        <source>Weights (SHA-256)</source>
        <translation>权重（SHA-256）</translation>
    </message>
    <message>
        <source>Text and labels (SHA-256)</source>
        <translation>文本与标注（SHA-256）</translation>
    </message>
    <message>
        <source>The same seed gives the same figures on any number of threads. All figures are attached to the PDF as audit.json.</source>
        <translation>相同的种子在任意线程数下得到相同的数字。全部数字以 audit.json 附在 PDF 中。</translation>
    </message>
    <message>
        <source>Annex: model card</source>
        <translation>附录：模型卡</translation>
    </message>
    <message>
        <source>In the order of Mitchell and others (2019).</source>
        <translation>按 Mitchell 等人（2019）的顺序。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>“%1”, from the encoder %2</source>
        <translation>“%1”，基于编码器 %2</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>预期用途</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>Factors</source>
        <translation>因素</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>precision, recall and F1 of whole entities; see {#method}</source>
        <translation>完整实体的精确率、召回率和 F1；见 {#method}</translation>
    </message>
    <message>
        <source>Evaluation data</source>
        <translation>评估数据</translation>
    </message>
    <message>
        <source>%1 documents, %2 mentions; see {#data}</source>
        <translation>%1 篇文档，%2 处提及；见 {#data}</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>fingerprint %1</source>
        <translation>指纹 %1</translation>
    </message>
    <message>
        <source>Quantitative analyses</source>
        <translation>定量分析</translation>
    </message>
    <message>
        <source>Ethical considerations</source>
        <translation>伦理考虑</translation>
    </message>
    <message>
        <source>Caveats</source>
        <translation>注意事项</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>类型一览</translation>
    </message>
    <message>
        <source>Bias report</source>
        <translation>偏见报告</translation>
    </message>
    <message>
        <source>How evenly an entity tagger works across groups</source>
        <translation>实体标注器对各组是否同样有效</translation>
    </message>
    <message>
        <source>Bias report · %1</source>
        <translation>偏见报告 · %1</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>split “%1”, %2 documents</source>
        <translation>划分“%1”，%2 篇文档</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>This report holds totals only: no sentence of the text, no name from it, no person. It measures; it does not certify. Whether a difference is acceptable is for people to decide; their decision belongs into {#sign-off}.</source>
        <translation>本报告只含总计数字：没有文本中的句子，没有其中的姓名，不涉及任何个人。它只测量，不作认证。差异是否可以接受由人来决定；决定请写入 {#sign-off}。</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Figure %1</source>
        <translation>图 %1</translation>
    </message>
    <message>
        <source>Table %1</source>
        <translation>表 %1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>continued</source>
        <translation>续</translation>
    </message>
    <message>
        <source>All figures of the audit as JSON</source>
        <translation>以 JSON 保存的全部审计数字</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>This audit looks at how well the run “%1” finds entities in the split “%2” (%3 documents, %4 mentions), and whether it does so equally well for different groups.</source>
        <translation>本次审计考察训练“%1”在划分“%2”（%3 篇文档，%4 处提及）中找出实体的能力，以及它对不同的组是否同样有效。</translation>
    </message>
    <message>
        <source>no interval</source>
        <translation>没有区间</translation>
    </message>
    <message>
        <source>95% interval: %1 to %2</source>
        <translation>95% 区间：%1 至 %2</translation>
    </message>
    <message>
        <source>F1 over everything</source>
        <translation>全部文本的 F1</translation>
    </message>
    <message>
        <source>F1 weighs two things equally: how much of what should be tagged was found, and how much of what was tagged is right. 100% is perfect.</source>
        <translation>F1 同等看重两件事：该标的找到了多少，标出的有多少是对的。100% 为完美。</translation>
    </message>
    <message>
        <source>It does not say how any one group fares. A good average can hide a group that is served badly.</source>
        <translation>它不说明任何一个组的情况。平均值好，也可能掩盖某个组效果很差。</translation>
    </message>
    <message>
        <source>Lowest group: %1</source>
        <translation>最低的组：%1</translation>
    </message>
    <message>
        <source>%1 of the group that fares worst, out of %2 groups that are large enough to be judged (%3).</source>
        <translation>这是效果最差的组的%1，从 %2 个足够大、可以评判的组中选出（%3）。</translation>
    </message>
    <message>
        <source>It was chosen because it is the lowest, so chance makes it look somewhat worse than it is. Smaller groups could not be judged at all.</source>
        <translation>它因为最低而被选出，所以偶然因素使它看起来比实际略差。更小的组完全无法评判。</translation>
    </message>
    <message>
        <source>Lowest group</source>
        <translation>最低的组</translation>
    </message>
    <message>
        <source>No group is large enough to be judged.</source>
        <translation>没有足够大、可以评判的组。</translation>
    </message>
    <message>
        <source>This does not mean that all groups are served equally well.</source>
        <translation>这并不表示各组都同样有效。</translation>
    </message>
    <message>
        <source>Largest gap: %1</source>
        <translation>最大差距：%1</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 个百分点</translation>
    </message>
    <message>
        <source>%1 of this group minus that of all others (%2). Below zero the group is served worse. After correction for the number of tests, a difference like this would come up by chance with a probability of at most %3.</source>
        <translation>该组的%1减去其余各组合计（%2）。小于零表示对该组效果较差。按检验次数校正后，偶然出现这样大的差异的概率至多为 %3。</translation>
    </message>
    <message>
        <source>It does not say why. Other properties of the text may differ between the groups as well.</source>
        <translation>它不说明原因。各组文本的其他性质也可能不同。</translation>
    </message>
    <message>
        <source>Largest gap</source>
        <translation>最大差距</translation>
    </message>
    <message>
        <source>none shown</source>
        <translation>未发现</translation>
    </message>
    <message>
        <source>No difference between a group and all others passed its test after correction for the number of tests.</source>
        <translation>按检验次数校正后，没有任何组与其余各组的差异通过检验。</translation>
    </message>
    <message>
        <source>This does not show that there is none. {#gaps} says for each group how large a gap would have to be to be found.</source>
        <translation>这并不证明没有差距。{#gaps} 列出每个组的差距要多大才能被发现。</translation>
    </message>
    <message>
        <source>What this audit cannot say</source>
        <translation>本次审计不能说明什么</translation>
    </message>
    <message>
        <source>Whether a difference is unlawful or acceptable. No threshold in this report is a verdict.</source>
        <translation>差异是否违法或可以接受。本报告中的任何界线都不是裁决。</translation>
    </message>
    <message>
        <source>How the model behaves on other text, or on groups that are not in this text.</source>
        <translation>模型在其他文本上，或对本文本中没有的组表现如何。</translation>
    </message>
    <message>
        <source>Why a difference exists: it shows where to look, not the cause.</source>
        <translation>差异为何存在：它指出该看哪里，而不是原因。</translation>
    </message>
    <message>
        <source>Anything about people. Groups of names are names associated with a country or a gender, never persons.</source>
        <translation>关于人的任何结论。姓名组是“与某个国家或性别相关的姓名”，绝不指人。</translation>
    </message>
    <message>
        <source>The system</source>
        <translation>被审计的系统</translation>
    </message>
    <message>
        <source>An entity tagger reads a text word by word and marks the stretches that name a person, a place or whatever it was taught. This is the one that was audited.</source>
        <translation>实体标注器逐词阅读文本，标出人名、地名或它学过的其他内容。下面是被审计的这一个。</translation>
    </message>
    <message>
        <source>Types it can say</source>
        <translation>可识别的类型</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>解码方式</translation>
    </message>
    <message>
        <source>Training text (SHA-256)</source>
        <translation>训练文本（SHA-256）</translation>
    </message>
    <message>
        <source>The text also has types that this model does not know: %1. It cannot find them, and they count as missed.</source>
        <translation>文本中还有该模型不认识的类型：%1。它找不到这些类型，因此计为漏标。</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>文本情况</translation>
    </message>
    <message>
        <source>What was looked at</source>
        <translation>考察的内容</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Mentions that people marked</source>
        <translation>人工标注的提及</translation>
    </message>
    <message>
        <source>Sentences not decided, left out</source>
        <translation>未定稿而略去的句子</translation>
    </message>
    <message>
        <source>The groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Groups come from a column of the documents, from an attribute that people set on mentions, from the form of the words, or from lists of names put into test sentences. Groups under %1 mentions or %2 documents or names are not shown, nor are figures from which a hidden one could be computed.</source>
        <translation>分组来自文档的某一列、人工加在提及上的属性、词的形式，或放入测试句的姓名表。少于 %1 处提及或少于 %2 篇文档（或姓名）的组不显示，能推算出隐藏数字的其他数字也不显示。</translation>
    </message>
    <message>
        <source>No groups were chosen for this audit, so nothing could be compared.</source>
        <translation>本次审计没有选择分组，因此无从比较。</translation>
    </message>
    <message>
        <source>Kinds of groups</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>The group belongs to</source>
        <translation>组的归属</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组数</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>已显示</translation>
    </message>
    <message>
        <source>Judged for gaps</source>
        <translation>参与差距评判</translation>
    </message>
    <message>
        <source>Mentions without group</source>
        <translation>无组的提及</translation>
    </message>
    <message>
        <source>A group is judged for gaps from 30 mentions in 12 documents or names on.</source>
        <translation>一个组有 30 处提及、12 篇文档或 12 个姓名以上，才参与差距评判。</translation>
    </message>
    <message>
        <source>the name in a sentence</source>
        <translation>句中的姓名</translation>
    </message>
    <message>
        <source>the document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>the mention</source>
        <translation>提及</translation>
    </message>
    <message>
        <source>How it was measured</source>
        <translation>测量方法</translation>
    </message>
    <message>
        <source>A mention counts as found where the model marks exactly the same words with the same type. TP is the number of mentions found, FN of mentions missed, FP of tags that are wrong.</source>
        <translation>模型标出完全相同的词并给出相同的类型，才算找到该提及。TP 为找到的提及数，FN 为漏掉的提及数，FP 为错误的标记数。</translation>
    </message>
    <message>
        <source>Formulas</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>%1 = figure of the group − figure of all others
%2 = lowest / best,  %3 = most missed / least missed
RED = mean over groups of |recall − recall of all|
NFNED = 100 × mean over groups of |missed − missed of all|
GE(2) = (1 / 2n) Σ ((b / μ)² − 1),  b = 1 found, 0 missed</source>
        <translation>%1 = 该组的数值 − 其余各组合计的数值
%2 = 最低 / 最高，%3 = 漏标最多 / 漏标最少
RED = 各组 |召回率 − 总召回率| 的平均
NFNED = 100 × 各组 |漏标率 − 总漏标率| 的平均
GE(2) = (1 / 2n) Σ ((b / μ)² − 1)，b = 1 找到，0 漏掉</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>差距</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比值</translation>
    </message>
    <message>
        <source>Miss ratio</source>
        <translation>漏标比</translation>
    </message>
    <message>
        <source>Where a formula divides by zero the figure is undefined and printed as “n/a” with the reason. It is never taken as 0 or 1 and never enters a lowest, a best or a gap.</source>
        <translation>公式中除数为零时，该数字没有定义，印作“无”并注明原因。它绝不当作 0 或 1，也不参与最低、最高或差距的计算。</translation>
    </message>
    <message>
        <source>Intervals and tests</source>
        <translation>区间与检验</translation>
    </message>
    <message>
        <source>What is drawn anew</source>
        <translation>重新抽样的单位</translation>
    </message>
    <message>
        <source>Documents, or names together with sentence patterns, never single mentions: mentions of one document resemble each other.</source>
        <translation>文档，或姓名连同句式，绝不是单个提及：同一文档中的提及彼此相似。</translation>
    </message>
    <message>
        <source>Interval of recall</source>
        <translation>召回率的区间</translation>
    </message>
    <message>
        <source>Wilson (1927), with the number of mentions divided by the design effect of their documents.</source>
        <translation>Wilson（1927），提及数除以其文档的设计效应。</translation>
    </message>
    <message>
        <source>Interval of F1</source>
        <translation>F1 的区间</translation>
    </message>
    <message>
        <source>Bootstrap, BCa (Efron 1987), %1 samples.</source>
        <translation>自助法，BCa（Efron 1987），%1 次抽样。</translation>
    </message>
    <message>
        <source>Interval of a gap</source>
        <translation>差距的区间</translation>
    </message>
    <message>
        <source>From the variance between documents (delta method, t) below 40 documents, else bootstrap.</source>
        <translation>少于 40 篇文档时由文档之间的方差得出（delta 方法，t 分布），否则用自助法。</translation>
    </message>
    <message>
        <source>Names in sentences</source>
        <translation>句中的姓名检验</translation>
    </message>
    <message>
        <source>Two-way bootstrap over names and patterns (Owen 2007).</source>
        <translation>对姓名和句式的双向自助法（Owen 2007）。</translation>
    </message>
    <message>
        <source>Test of a gap</source>
        <translation>差距的检验</translation>
    </message>
    <message>
        <source>Groups are dealt anew to whole documents %1 times; the gap is divided by its own standard error.</source>
        <translation>把组重新分给整篇文档 %1 次；差距除以其自身的标准误。</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>校正</translation>
    </message>
    <message>
        <source>Holm (1979) over all types together at %1; Benjamini and Hochberg (1995) over single types at %2.</source>
        <translation>全部类型合计时用 Holm（1979），水平 %1；单个类型用 Benjamini–Hochberg（1995），水平 %2。</translation>
    </message>
    <message>
        <source>%1 points, as chosen before the audit. “No gap that matters” needs two one-sided tests; a gap that is merely not shown is not enough.</source>
        <translation>%1 个百分点，在审计前选定。“没有重要的差距”需要两个单侧检验；仅仅没有发现差距是不够的。</translation>
    </message>
    <message>
        <source>How much may be said of a group</source>
        <translation>对一个组可以说多少</translation>
    </message>
    <message>
        <source>Mentions, and documents or names</source>
        <translation>提及数，以及文档数或姓名数</translation>
    </message>
    <message>
        <source>under %1, or under %2</source>
        <translation>少于 %1，或少于 %2</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不显示</translation>
    </message>
    <message>
        <source>under 30, or under 12</source>
        <translation>少于 30，或少于 12</translation>
    </message>
    <message>
        <source>recall with its interval; no gap</source>
        <translation>召回率及其区间；没有差距</translation>
    </message>
    <message>
        <source>under 100, or under 20</source>
        <translation>少于 100，或少于 20</translation>
    </message>
    <message>
        <source>everything, marked “imprecise”; never named as the lowest group</source>
        <translation>全部，注明“不精确”；绝不列为最低的组</translation>
    </message>
    <message>
        <source>from 100 in 20 on</source>
        <translation>不少于 100 且不少于 20</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Before and after a correction</source>
        <translation>校正前后</translation>
    </message>
    <message>
        <source>This report shows one run. Whether a correction helped is to be tested pairwise on the same documents, with at least three trainings; such a comparison is not part of this audit.</source>
        <translation>本报告只反映一次训练。某项校正是否有效，应在相同的文档上成对检验，至少训练三次；本次审计不含这种比较。</translation>
    </message>
    <message>
        <source>Limits and what remains at risk</source>
        <translation>局限与遗留风险</translation>
    </message>
    <message>
        <source>The text of this audit is a sample. Other text may give other figures.</source>
        <translation>本次审计的文本只是样本。换成其他文本，数字可能不同。</translation>
    </message>
    <message>
        <source>Many figures stand in this report. Some look striking by chance; only those that passed the corrected test are called a gap.</source>
        <translation>本报告有许多数字，其中一些只是碰巧显眼；只有通过校正后检验的才称为差距。</translation>
    </message>
    <message>
        <source>A model may keep names of its training text. Who hands it on hands on something of that text.</source>
        <translation>模型可能记住训练文本中的姓名。交出模型，也就交出了该文本的一部分。</translation>
    </message>
    <message>
        <source>Groups that could not be judged</source>
        <translation>无法评判的组</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>under 30 mentions, or under 12 documents or names</source>
        <translation>少于 30 处提及，或少于 12 篇文档或 12 个姓名</translation>
    </message>
    <message>
        <source>under %1 mentions or %2 documents or names, or hidden for another</source>
        <translation>少于 %1 处提及，或少于 %2 篇文档或姓名，或为隐藏其他数字而不显示</translation>
    </message>
    <message>
        <source>nothing to find</source>
        <translation>没有可找的内容</translation>
    </message>
    <message>
        <source>Decision and sign-off</source>
        <translation>决定与签署</translation>
    </message>
    <message>
        <source>To be filled in by the person who answers for the use of this model. The program makes no decision.</source>
        <translation>由对该模型的使用负责的人填写。程序不作任何决定。</translation>
    </message>
    <message>
        <source>Purpose of use</source>
        <translation>使用目的</translation>
    </message>
    <message>
        <source>Differences accepted, and why</source>
        <translation>接受的差异及理由</translation>
    </message>
    <message>
        <source>Measures, and by when</source>
        <translation>措施及期限</translation>
    </message>
    <message>
        <source>Next audit</source>
        <translation>下次审计</translation>
    </message>
    <message>
        <source>Name and role</source>
        <translation>姓名与职务</translation>
    </message>
    <message>
        <source>Date, signature</source>
        <translation>日期、签名</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>This measurement, with everything that made it.</source>
        <translation>这次测量，以及得出它的一切条件。</translation>
    </message>
    <message>
        <source>Bootstrap</source>
        <translation>自助法</translation>
    </message>
    <message>
        <source>Drawing the documents anew many times, to see how far a figure moves by chance.</source>
        <translation>多次重新抽取文档，看数字会因偶然变动多少。</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Whether 90% means nine times of ten.</source>
        <translation>90% 是否真的意味着十次中九次。</translation>
    </message>
    <message>
        <source>Corrected p</source>
        <translation>校正后的 p 值</translation>
    </message>
    <message>
        <source>p made larger because several tests were made at once and one of many comes out by chance.</source>
        <translation>由于同时做多次检验，总有某次会偶然突出，因此把 p 放大。</translation>
    </message>
    <message>
        <source>The part of the model that was taught language before this task.</source>
        <translation>模型中在本任务之前学习语言的部分。</translation>
    </message>
    <message>
        <source>Entity, mention</source>
        <translation>实体、提及</translation>
    </message>
    <message>
        <source>A stretch of text that names something, and its type.</source>
        <translation>文本中指称某物的一段，以及它的类型。</translation>
    </message>
    <message>
        <source>Recall and precision in one number; see {#formulas}.</source>
        <translation>把召回率和精确率合为一个数；见 {#formulas}。</translation>
    </message>
    <message>
        <source>A group&apos;s figure minus that of all others, in points.</source>
        <translation>一个组的数值减去其余各组合计，以百分点计。</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Range in which the true figure lies, 95 times of 100, if the text was drawn by chance.</source>
        <translation>如果文本是随机抽取的，真实数值在 100 次中有 95 次落在其中的范围。</translation>
    </message>
    <message>
        <source>How often chance alone gives a gap at least this large, were there none.</source>
        <translation>假如没有差距，偶然出现至少这样大的差距的频率。</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>百分点</translation>
    </message>
    <message>
        <source>One hundredth: from 90% to 87% are three points.</source>
        <translation>百分之一：从 90% 到 87% 是三个百分点。</translation>
    </message>
    <message>
        <source>Share of the model&apos;s tags that are right.</source>
        <translation>模型的标记中正确的比例。</translation>
    </message>
    <message>
        <source>Share of the mentions that the model finds.</source>
        <translation>模型找到的提及所占的比例。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练（一次）</translation>
    </message>
    <message>
        <source>One training of a model, with its data and settings.</source>
        <translation>模型的一次训练，连同其数据和设置。</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>A fingerprint of a file: equal fingerprints, equal files.</source>
        <translation>文件的指纹：指纹相同，文件相同。</translation>
    </message>
    <message>
        <source>The part of the text that was kept apart, here for this audit.</source>
        <translation>单独留出的那部分文本，在这里用于本次审计。</translation>
    </message>
    <message>
        <source>Sentences with a gap into which names of lists are put.</source>
        <translation>带空位的句子，空位中填入姓名表里的姓名。</translation>
    </message>
    <message>
        <source>Kind of an entity, such as person or place.</source>
        <translation>实体的种类，例如人名或地名。</translation>
    </message>
    <message>
        <source>Each name of a list was put into the same sentences. Recall is the share of them in which the model found the name.</source>
        <translation>把姓名表中的每个姓名放入相同的句子。召回率是模型在其中找到该姓名的比例。</translation>
    </message>
    <message>
        <source>Each document belongs to one group, so what was found and what was wrongly tagged can both be counted.</source>
        <translation>每篇文档属于一个组，因此找到的和误标的都可以计数。</translation>
    </message>
    <message>
        <source>The group belongs to the mention. A wrong tag belongs to no mention and so to no group: precision and F1 cannot be told, recall can.</source>
        <translation>组属于提及。错误的标记不属于任何提及，也就不属于任何组：精确率和 F1 无法得出，召回率可以。</translation>
    </message>
    <message>
        <source>Performance by group</source>
        <translation>各组的表现</translation>
    </message>
    <message>
        <source>In brackets: 95% interval.</source>
        <translation>方括号内：95% 区间。</translation>
    </message>
    <message>
        <source>Can be said</source>
        <translation>可说程度</translation>
    </message>
    <message>
        <source>%1 mentions, %2 %3</source>
        <translation>%1 处提及，%2 %3</translation>
    </message>
    <message>
        <source>all text %1</source>
        <translation>全部文本 %1</translation>
    </message>
    <message>
        <source>%1 by group, with 95%% intervals</source>
        <translation>各组的%1及 95%% 区间</translation>
    </message>
    <message>
        <source>One dot a group, with its interval. The same figures stand in the table below.</source>
        <translation>每组一个点及其区间。同样的数字见下表。</translation>
    </message>
    <message>
        <source>Further groups, too small to be listed: %1.</source>
        <translation>另有 %1 个组过小，未列出。</translation>
    </message>
    <message>
        <source>Tags that touch no mention, and so belong to no group: %1 in 1,000 words.</source>
        <translation>不接触任何提及、因而不属于任何组的标记：每千词 %1 个。</translation>
    </message>
    <message>
        <source>points of %1</source>
        <translation>%1的百分点</translation>
    </message>
    <message>
        <source>served worse</source>
        <translation>效果较差</translation>
    </message>
    <message>
        <source>served better</source>
        <translation>效果较好</translation>
    </message>
    <message>
        <source>Each group against all others, in points</source>
        <translation>每个组与其余各组比较，以百分点计</translation>
    </message>
    <message>
        <source>Would be found from</source>
        <translation>可发现的最小差距</translation>
    </message>
    <message>
        <source>p, no gap that matters</source>
        <translation>p（无重要差距）</translation>
    </message>
    <message>
        <source>There is no group to compare.</source>
        <translation>没有可比较的组。</translation>
    </message>
    <message>
        <source>Gap of each group to all others, in points</source>
        <translation>每个组与其余各组的差距，以百分点计</translation>
    </message>
    <message>
        <source>One square a group, its area the number of mentions, filled where a gap is shown. Dashed marks: the smallest gap that would probably be found. Grey band: gaps that were said not to matter. The same figures stand in the table below.</source>
        <translation>每组一个方块，面积表示提及数，实心表示发现差距。虚线：大概能被发现的最小差距。灰带：事先认为不重要的差距。同样的数字见下表。</translation>
    </message>
    <message>
        <source>Corrected by Holm for %1 tests. “Would be found from”: a gap of this size would be found in 80 of 100 such audits. “Open” means that neither a gap nor its absence (within ±%2 points) could be shown.</source>
        <translation>按 Holm 方法对 %1 次检验校正。“可发现的最小差距”：这样大的差距在 100 次同样的审计中有 80 次会被发现。“未定”表示既不能证明有差距，也不能证明没有差距（±%2 个百分点以内）。</translation>
    </message>
    <message>
        <source>All groups in one number</source>
        <translation>用一个数概括各组</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>%1 groups entered; best: %2, lowest: %3. Means over groups hide a single bad group the more, the more groups there are.</source>
        <translation>参与的组：%1 个；最好：%2，最低：%3。组越多，各组的平均值越容易掩盖单个差的组。</translation>
    </message>
    <message>
        <source>Best minus lowest, points</source>
        <translation>最好减最低（百分点）</translation>
    </message>
    <message>
        <source>Difference of %1 between the two ends.</source>
        <translation>两端之间%1的差。</translation>
    </message>
    <message>
        <source>Lowest over best</source>
        <translation>最低除以最好</translation>
    </message>
    <message>
        <source>Below 0.8, a customary line to look closer. Screening only, no verdict.</source>
        <translation>低于 0.8，即习惯上应细看的界线。仅供初筛，不是裁决。</translation>
    </message>
    <message>
        <source>Above 0.8 is no proof of fairness: see the next line. Screening only.</source>
        <translation>高于 0.8 不证明公平：见下一行。仅供初筛。</translation>
    </message>
    <message>
        <source>Misses: most over least</source>
        <translation>漏标：最多除以最少</translation>
    </message>
    <message>
        <source>How many times more often the worst group is missed.</source>
        <translation>最差的组被漏标的频率是最好的组的多少倍。</translation>
    </message>
    <message>
        <source>Mean distance of recall (RED)</source>
        <translation>召回率的平均距离（RED）</translation>
    </message>
    <message>
        <source>Mean over groups of the distance to the recall of all.</source>
        <translation>各组与总召回率之距离的平均。</translation>
    </message>
    <message>
        <source>Mean distance of misses (NFNED)</source>
        <translation>漏标率的平均距离（NFNED）</translation>
    </message>
    <message>
        <source>The same for the share missed, in points.</source>
        <translation>对漏标率的同样计算，以百分点计。</translation>
    </message>
    <message>
        <source>Word-level odds</source>
        <translation>词级几率差</translation>
    </message>
    <message>
        <source>Larger of the differences in words found and in words wrongly tagged.</source>
        <translation>找到的词与误标的词两种差异中较大者。</translation>
    </message>
    <message>
        <source>Inequality between groups</source>
        <translation>组间不平等</translation>
    </message>
    <message>
        <source>Generalised entropy (2), its part between groups.</source>
        <translation>广义熵（2）的组间部分。</translation>
    </message>
    <message>
        <source>Share of it between groups</source>
        <translation>其中组间所占比例</translation>
    </message>
    <message>
        <source>The rest lies within groups: single hard mentions.</source>
        <translation>其余在组内：个别难的提及。</translation>
    </message>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>other type</source>
        <translation>类型错误</translation>
    </message>
    <message>
        <source>wrong edges</source>
        <translation>边界错误</translation>
    </message>
    <message>
        <source>split</source>
        <translation>被拆分</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>被合并</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏标</translation>
    </message>
    <message>
        <source>share of the group&apos;s mentions</source>
        <translation>占该组提及的比例</translation>
    </message>
    <message>
        <source>What became of the mentions</source>
        <translation>各提及的结果</translation>
    </message>
    <message>
        <source>tagged though nothing is there</source>
        <translation>无中生有的标记</translation>
    </message>
    <message>
        <source>Share not found (1), found as another type (2), not found at all (3)</source>
        <translation>未找到（1）、找成其他类型（2）、完全没找到（3）的比例</translation>
    </message>
    <message>
        <source>Type 1</source>
        <translation>第 1 类</translation>
    </message>
    <message>
        <source>Type 2</source>
        <translation>第 2 类</translation>
    </message>
    <message>
        <source>Type 3</source>
        <translation>第 3 类</translation>
    </message>
    <message>
        <source>Type 1, by frequency</source>
        <translation>第 1 类（按频率）</translation>
    </message>
    <message>
        <source>Type 2, by frequency</source>
        <translation>第 2 类（按频率）</translation>
    </message>
    <message>
        <source>Type 3, by frequency</source>
        <translation>第 3 类（按频率）</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>未显示</translation>
    </message>
    <message>
        <source>Errors by group</source>
        <translation>各组的错误</translation>
    </message>
    <message>
        <source>Each row sums to 100%. Hatched: too few to be shown. Counts stand in the table below.</source>
        <translation>每行合计 100%。斜线：太少，不显示。计数见下表。</translation>
    </message>
    <message>
        <source>By frequency: a common name weighs more than a rare one. The two can differ in sign, so both are given.</source>
        <translation>按频率：常见姓名的权重大于罕见姓名。两者的方向可能相反，因此都列出。</translation>
    </message>
    <message>
        <source>This audit holds no groups of this kind.</source>
        <translation>本次审计没有这种分组。</translation>
    </message>
    <message>
        <source>How well each group is served</source>
        <translation>对每个组的效果</translation>
    </message>
    <message>
        <source>Intervals show how far chance alone may move a figure: on other text of the same kind it would lie in such an interval 95 times of 100. Wide intervals mean little text.</source>
        <translation>区间表示数字会因偶然变动多远：在同类的其他文本上，100 次中有 95 次落在这样的区间内。区间宽说明文本少。</translation>
    </message>
    <message>
        <source>Gaps between groups</source>
        <translation>组间差距</translation>
    </message>
    <message>
        <source>A gap is a group&apos;s figure minus that of all others together. A square that is not filled does not show that groups are equal: look at the smallest gap that would have been found.</source>
        <translation>差距是一个组的数值减去其余各组合计。空心方块并不证明各组相同：请看能够被发现的最小差距。</translation>
    </message>
    <message>
        <source>Kinds of errors</source>
        <translation>错误的种类</translation>
    </message>
    <message>
        <source>A mention that is missed, one that is found as the wrong type and one with wrong edges do different harm.</source>
        <translation>漏掉一处提及、把它标成错误的类型、标错它的边界，造成的损害各不相同。</translation>
    </message>
    <message>
        <source>Slices by the form of words</source>
        <translation>按词的形式分组</translation>
    </message>
    <message>
        <source>These groups need to know nothing of people: writing system, capital letters, length, whether the words were seen in training. They often explain a gap of the sections before.</source>
        <translation>这些组不需要知道任何人的情况：文字系统、大小写、长度、这些词在训练中是否出现过。它们常常可以解释前面几节的差距。</translation>
    </message>
    <message>
        <source>The same sentence with another name</source>
        <translation>同一句子换一个姓名</translation>
    </message>
    <message>
        <source>Two sentences that differ in one name only should get the same answer. This section counts how often they do not. It holds the context still, so a difference comes from the name.</source>
        <translation>只有一个姓名不同的两个句子应当得到相同的答案。本节统计有多少次并非如此。它保持上下文不变，因此差异来自姓名。</translation>
    </message>
    <message>
        <source>No names were swapped in this audit.</source>
        <translation>本次审计没有替换姓名。</translation>
    </message>
    <message>
        <source>Intersections</source>
        <translation>交叉组</translation>
    </message>
    <message>
        <source>Groups that combine several properties, such as gender and country, were not audited. Two properties can each look even while their combination is not.</source>
        <translation>结合多种属性的组（例如性别与国家）没有审计。两种属性可能各自看来均衡，而它们的组合并不均衡。</translation>
    </message>
    <message>
        <source>from</source>
        <translation>原为</translation>
    </message>
    <message>
        <source>to: change of recall in points</source>
        <translation>换成：召回率的变化（百分点）</translation>
    </message>
    <message>
        <source>What swapping names changes</source>
        <translation>替换姓名带来的变化</translation>
    </message>
    <message>
        <source>Row: names that stood there; column: names put in their place. Plus: found more often. The pairs stand in the table below or in the attached data.</source>
        <translation>行：原有的姓名；列：替换上的姓名。正号：更常被找到。各对数字见下表或所附数据。</translation>
    </message>
    <message>
        <source>Swaps</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>From</source>
        <translation>原为</translation>
    </message>
    <message>
        <source>To</source>
        <translation>换成</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Net, points</source>
        <translation>净变化（百分点）</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>失去</translation>
    </message>
    <message>
        <source>Gained</source>
        <translation>获得</translation>
    </message>
    <message>
        <source>Others changed</source>
        <translation>其他提及改变</translation>
    </message>
    <message>
        <source>Mean change of probability</source>
        <translation>概率平均变化</translation>
    </message>
    <message>
        <source>The %1 largest of %2; all stand in the attached data.</source>
        <translation>列出 %2 项中最大的 %1 项；全部见所附数据。</translation>
    </message>
    <message>
        <source>sentence pattern</source>
        <translation>句式</translation>
    </message>
    <message>
        <source>recall of names associated with</source>
        <translation>与下列各项相关的姓名的召回率</translation>
    </message>
    <message>
        <source>Recall by sentence pattern and group</source>
        <translation>按句式和组的召回率</translation>
    </message>
    <message>
        <source>Dark: found often. A pattern that is light for one group only shows where names and context work against each other.</source>
        <translation>深色：经常被找到。只对某一组颜色浅的句式，显示姓名与上下文在何处相互冲突。</translation>
    </message>
    <message>
        <source>Left out of the gaps, since they are always or never solved: %1 patterns.</source>
        <translation>由于总能或总不能解出而未计入差距：%1 个句式。</translation>
    </message>
    <message>
        <source>Does the model know when it is right?</source>
        <translation>模型知道自己何时正确吗？</translation>
    </message>
    <message>
        <source>The model gives each answer a probability. Of answers with 90%, nine of ten should be right. The calibration error (ECE) is the mean distance from that; chance alone makes it more than zero, so the size that chance gives is printed beside it. Groups under 200 answers have no figure.</source>
        <translation>模型给每个答案一个概率。概率为 90% 的答案，十个中应有九个正确。校准误差（ECE）是与此的平均距离；偶然因素也会使它大于零，因此旁边印出偶然情况下的大小。少于 200 个答案的组没有数字。</translation>
    </message>
    <message>
        <source>probability the model gave</source>
        <translation>模型给出的概率</translation>
    </message>
    <message>
        <source>Upwards: share that was right. On the dashed line the model is honest.</source>
        <translation>纵轴：正确的比例。落在虚线上表示模型诚实。</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案数</translation>
    </message>
    <message>
        <source>ECE</source>
        <translation>ECE</translation>
    </message>
    <message>
        <source>ECE by chance</source>
        <translation>偶然的 ECE</translation>
    </message>
    <message>
        <source>95% of chance below</source>
        <translation>95% 的偶然值低于</translation>
    </message>
    <message>
        <source>Brier score</source>
        <translation>Brier 分数</translation>
    </message>
    <message>
        <source>Brier score: mean squared distance of the probability from right (1) or wrong (0).</source>
        <translation>Brier 分数：概率与正确（1）或错误（0）之差的平方的平均。</translation>
    </message>
    <message>
        <source>ECE %1, by chance %2</source>
        <translation>ECE %1，偶然为 %2</translation>
    </message>
    <message>
        <source>too few answers</source>
        <translation>答案太少</translation>
    </message>
    <message>
        <source>all text</source>
        <translation>全部文本</translation>
    </message>
    <message>
        <source>The probabilities were not audited.</source>
        <translation>没有审计概率。</translation>
    </message>
    <message>
        <source>Reliability by group</source>
        <translation>各组的可靠性</translation>
    </message>
    <message>
        <source>Dots: answers of similar probability, with the interval of the share that was right.</source>
        <translation>点：概率相近的答案，以及正确比例的区间。</translation>
    </message>
    <message>
        <source>n/a (nothing to find)</source>
        <translation>无（没有可找的内容）</translation>
    </message>
    <message>
        <source>n/a (nothing tagged)</source>
        <translation>无（没有标出）</translation>
    </message>
    <message>
        <source>n/a (nothing to find, nothing tagged)</source>
        <translation>无（既无可找，也无标出）</translation>
    </message>
    <message>
        <source>n/a (too few)</source>
        <translation>无（太少）</translation>
    </message>
    <message>
        <source>n/a (wrong tags have no group)</source>
        <translation>无（误标不属于任何组）</translation>
    </message>
    <message>
        <source>n/a (no names)</source>
        <translation>无（没有姓名）</translation>
    </message>
    <message>
        <source>Documents by “%1”</source>
        <translation>按“%1”划分的文档</translation>
    </message>
    <message>
        <source>Mentions by the attribute “%1”</source>
        <translation>按属性“%1”划分的提及</translation>
    </message>
    <message>
        <source>Test suite “%1”</source>
        <translation>测试集“%1”</translation>
    </message>
    <message>
        <source>Mentions by writing system</source>
        <translation>按文字系统划分的提及</translation>
    </message>
    <message>
        <source>Mentions by capital letters</source>
        <translation>按大小写划分的提及</translation>
    </message>
    <message>
        <source>Mentions by number of words</source>
        <translation>按词数划分的提及</translation>
    </message>
    <message>
        <source>Mentions seen in training, or not</source>
        <translation>训练中见过与未见过的提及</translation>
    </message>
    <message>
        <source>Mentions by “%1”</source>
        <translation>按“%1”划分的提及</translation>
    </message>
    <message>
        <source>Names associated with</source>
        <translation>相关姓名</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>（未知）</translation>
    </message>
    <message>
        <source>recall only</source>
        <translation>仅召回率</translation>
    </message>
    <message>
        <source>imprecise</source>
        <translation>不精确</translation>
    </message>
    <message>
        <source>full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>gap shown</source>
        <translation>发现差距</translation>
    </message>
    <message>
        <source>no gap that matters</source>
        <translation>没有重要的差距</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>not assessable</source>
        <translation>无法评判</translation>
    </message>
    <message>
        <source>all types</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>There is only one group, so there is nothing to compare it with.</source>
        <translation>只有一个组，无从比较。</translation>
    </message>
    <message>
        <source>No document or mention carries a group.</source>
        <translation>没有任何文档或提及带有组。</translation>
    </message>
    <message>
        <source>%1 mentions or documents have no value. They are shown as “unknown” and no gap is tested for them.</source>
        <translation>有 %1 处提及或文档没有值。它们显示为“未知”，不检验其差距。</translation>
    </message>
    <message>
        <source>Groups too small to be shown: %1.</source>
        <translation>有 %1 个组过小，不能显示。</translation>
    </message>
    <message>
        <source>%1 further figures are hidden, since a hidden one could be computed from them.</source>
        <translation>另有 %1 个数字被隐藏，因为可以由它们推算出已隐藏的数字。</translation>
    </message>
    <message>
        <source>Groups too small for a verdict about a gap: %1.</source>
        <translation>有 %1 个组过小，不能对差距下结论。</translation>
    </message>
    <message>
        <source>%1 types in the text are not known to the model. It cannot find them.</source>
        <translation>文本中有 %1 个类型是模型不认识的，它找不到它们。</translation>
    </message>
    <message>
        <source>Sentences left out because no person has decided them: %1.</source>
        <translation>有 %1 个句子尚未由人定稿，已略去。</translation>
    </message>
    <message>
        <source>Templates that are always or never solved tell nothing about groups and were left out of the gaps: %1.</source>
        <translation>有 %1 个句式总能或总不能解出。它们不能说明组间差异，未计入差距。</translation>
    </message>
    <message>
        <source>Remarks of the check of the name lists: %1; see {#annex-b}.</source>
        <translation>对姓名表的检查给出 %1 条提示；见 {#annex-b}。</translation>
    </message>
    <message>
        <source>How well people agreed on the labels was not measured for each group. A small gap may come from the labels.</source>
        <translation>没有按组测量人们对标注的一致程度。小的差距可能来自标注。</translation>
    </message>
    <message>
        <source>Further groups that are not listed: %1.</source>
        <translation>另有 %1 个组未列出。</translation>
    </message>
    <message>
        <source>A group of names says how the model treats those names. It says nothing of the people who bear them.</source>
        <translation>姓名组说明模型如何对待这些姓名，不说明叫这些名字的人。</translation>
    </message>
    <message>
        <source>Groups overlap: a mention may count in several of them.</source>
        <translation>组有重叠：一处提及可能计入多个组。</translation>
    </message>
    <message>
        <source>The name lists know two genders only, as their sources do.</source>
        <translation>姓名表与其来源一样只区分两种性别。</translation>
    </message>
    <message>
        <source>Groups with too few names to stand for their kind: %1.</source>
        <translation>有 %1 个组的姓名太少，不足以代表这一类。</translation>
    </message>
    <message>
        <source>Word by word, %1</source>
        <translation>逐词统计，%1</translation>
    </message>
    <message>
        <source>The figure shows the %1 with the largest distance; the table has all.</source>
        <translation>图中为距离最大的 %1 个；表中列出全部。</translation>
    </message>
    <message>
        <source>names without a frequency</source>
        <translation>没有频率的名字</translation>
    </message>
    <message>
        <source>names in several groups</source>
        <translation>属于多个组的名字</translation>
    </message>
    <message>
        <source>names of one character</source>
        <translation>单个字符的名字</translation>
    </message>
    <message>
        <source>names in another script than stated</source>
        <translation>文字与所注明的不同的名字</translation>
    </message>
    <message>
        <source>Names of a list were put in the place of those in the project’s own sentences. Recall is the share of them that the model found.</source>
        <translation>用名单中的名字替换项目自身句子里的名字。召回率是模型找到的比例。</translation>
    </message>
    <message>
        <source>Names in the project’s own sentences were replaced, group by group: every mention of one name in a document by the same other name. “As written” is the name that stood there; a model may have learnt it.</source>
        <translation>项目自身句子中的名字按组替换：同一文档中同一名字的每次出现都换成同一个其他名字。“原文”指原来的名字，模型可能在训练中见过它。</translation>
    </message>
    <message>
        <source>(as written)</source>
        <translation>（原文）</translation>
    </message>
    <message>
        <source>Names swapped in the text: %1, list “%2”</source>
        <translation>文本中替换的名字：%1，名单“%2”</translation>
    </message>
    <message>
        <source>Kinds of groups whose figures were deleted later, together with the sensitive attribute that they came from: %1.</source>
        <translation>其数字后来随敏感属性一起删除的分组方式：%1。</translation>
    </message>
    <message>
        <source>The runs before and after a correction were asked about the same documents and the same names, so what differs comes from the correction, from the chance of the seed, or from the choice of documents. The interval and p take both kinds of chance into account.</source>
        <translation>修正前后的训练结果在相同的文档和相同的姓名上作答，因此差异来自修正本身、随机种子的偶然性或文档的选取。区间和 p 值已计入这两种偶然性。</translation>
    </message>
    <message>
        <source>Runs before</source>
        <translation>修正前的训练</translation>
    </message>
    <message>
        <source>Runs after</source>
        <translation>修正后的训练</translation>
    </message>
    <message>
        <source>Changed setting</source>
        <translation>改变的设置</translation>
    </message>
    <message>
        <source>Names left out, since a run has learnt from them</source>
        <translation>因训练中学过而排除的姓名</translation>
    </message>
    <message>
        <source>Before: %1. After: %2.</source>
        <translation>修正前：%1。修正后：%2。</translation>
    </message>
    <message>
        <source>change in points</source>
        <translation>变化（百分点）</translation>
    </message>
    <message>
        <source>lower after it</source>
        <translation>修正后更低</translation>
    </message>
    <message>
        <source>higher after it</source>
        <translation>修正后更高</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>What changed, in points</source>
        <translation>变化，以百分点计</translation>
    </message>
    <message>
        <source>One square a figure, filled where a change is shown, with its 95% interval. The same figures stand in the table below.</source>
        <translation>每个指标一个方块，显示出变化时为实心，并附 95% 区间。下表列有相同的数值。</translation>
    </message>
    <message>
        <source>There are fewer than three runs on a side. How far runs differ by their seed alone is not known, and the intervals are too narrow.</source>
        <translation>某一侧的训练少于三次。仅由随机种子造成的差异有多大尚不清楚，区间偏窄。</translation>
    </message>
    <message>
        <source>worst group, %1</source>
        <translation>最差的组，%1</translation>
    </message>
    <message>
        <source>gap to the rest, %1</source>
        <translation>与其余各组的差距，%1</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Groups by</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>修正前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>修正后</translation>
    </message>
    <message>
        <source>Change, points</source>
        <translation>变化（百分点）</translation>
    </message>
    <message>
        <source>p, sides swapped</source>
        <translation>p（两侧互换）</translation>
    </message>
    <message>
        <source>the gap is smaller</source>
        <translation>差距缩小</translation>
    </message>
    <message>
        <source>better</source>
        <translation>变好</translation>
    </message>
    <message>
        <source>the gap is larger</source>
        <translation>差距扩大</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>no change shown</source>
        <translation>未显示变化</translation>
    </message>
    <message>
        <source>The first %1 of %2; all stand in the attached data.</source>
        <translation>共 %2 行，此处列出前 %1 行；全部见所附数据。</translation>
    </message>
    <message>
        <source>In brackets: 95% interval. Before and after are means over the runs of a side; p is corrected by Holm over all lines.</source>
        <translation>方括号内为 95% 区间。修正前后的值是各侧训练的平均值；p 按 Holm 法对所有行校正。</translation>
    </message>
    <message>
        <source>%1 names were left out, since the model has learnt from them.</source>
        <translation>有 %1 个姓名因模型学习过而被排除。</translation>
    </message>
    <message>
        <source>Mentions by place in the sentence</source>
        <translation>按句中位置分组的提及</translation>
    </message>
    <message>
        <source>Mentions by number of sub-words</source>
        <translation>按子词数量分组的提及</translation>
    </message>
    <message>
        <source>Mentions by how often they are labelled in training</source>
        <translation>按训练中被标注次数分组的提及</translation>
    </message>
    <message>
        <source>Mentions that are ordinary words, too, or not</source>
        <translation>按是否也是普通词分组的提及</translation>
    </message>
    <message>
        <source>Mentions whose names are in the list “%1”</source>
        <translation>名字在名单“%1”中的提及</translation>
    </message>
    <message>
        <source>The marks of people are taken as right. Where people disagree or err more often in one group than in another, a gap of the labels looks like a gap of the model.</source>
        <translation>人工标注一律视为正确。如果人们在某一组中比在另一组中更常意见不一或出错，标注的差距看上去就像模型的差距。</translation>
    </message>
    <message>
        <source>No document was labelled by several people, so how far they agree is not known.</source>
        <translation>没有一篇文档由多人标注，因此不知道他们的一致程度。</translation>
    </message>
    <message>
        <source>How far annotators agree</source>
        <translation>标注者的一致程度</translation>
    </message>
    <message>
        <source>Documents of several annotators</source>
        <translation>多人标注的文档</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致程度</translation>
    </message>
    <message>
        <source>F1 of one annotator against another, over all pairs; in brackets: 95% interval. A gap that is smaller than the difference of agreement cannot be told from noise of the labels.</source>
        <translation>一位标注者相对于另一位的 F1，取所有两人组合；方括号内为 95% 区间。小于一致程度之差的差距，无法与标注的噪声区分。</translation>
    </message>
    <message>
        <source>Sub-words a word</source>
        <translation>每词子词数</translation>
    </message>
    <message>
        <source>Each of these groups has several properties at once: two properties can each look even while their combination is not. Combinations that do not occur in the text are listed, too.</source>
        <translation>这里的每一组同时具有几项属性：单看每一项可能都均衡，组合起来却未必。文本中没有出现的组合也一并列出。</translation>
    </message>
    <message>
        <source>Documents by %1</source>
        <translation>按%1分组的文档</translation>
    </message>
    <message>
        <source>Mentions by %1</source>
        <translation>按%1分组的提及</translation>
    </message>
    <message>
        <source>list “%1”</source>
        <translation>名单“%1”</translation>
    </message>
    <message>
        <source>writing system</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>capital letters</source>
        <translation>大小写</translation>
    </message>
    <message>
        <source>number of words</source>
        <translation>词数</translation>
    </message>
    <message>
        <source>place in the sentence</source>
        <translation>句中位置</translation>
    </message>
    <message>
        <source>seen in training</source>
        <translation>训练时是否见过</translation>
    </message>
    <message>
        <source>number of sub-words</source>
        <translation>子词数</translation>
    </message>
    <message>
        <source>frequency in training</source>
        <translation>训练中的次数</translation>
    </message>
    <message>
        <source>ordinary words</source>
        <translation>是否也是普通词</translation>
    </message>
</context>
</TS>

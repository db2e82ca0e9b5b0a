<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AcceptDialog</name>
    <message>
        <source>Accept suggestions</source>
        <translation>接受建议</translation>
    </message>
    <message>
        <source>In this document</source>
        <translation>在此文档中</translation>
    </message>
    <message>
        <source>In the documents shown</source>
        <translation>在所显示的文档中</translation>
    </message>
    <message>
        <source>In the project</source>
        <translation>在整个项目中</translation>
    </message>
    <message>
        <source>Which documents</source>
        <translation>哪些文档</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Suggestions without a score stay. Accepted entities do not make a document done.</source>
        <translation>没有分数的建议保持不变。接受实体不会使文档变为已完成。</translation>
    </message>
    <message>
        <source>Score of at least</source>
        <translation>分数不低于</translation>
    </message>
    <message numerus="yes">
        <source>Accept %Ln suggestions</source>
        <translation>
            <numerusform>接受 %Ln 条建议</numerusform>
        </translation>
    </message>
    <message>
        <source>Reject suggestions</source>
        <translation>拒绝建议</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>任何来源</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Imported predictions</source>
        <translation>导入的预测</translation>
    </message>
    <message>
        <source>Suggested by</source>
        <translation>建议来源</translation>
    </message>
    <message>
        <source>Rejected suggestions do not come back. Labelled entities stay.</source>
        <translation>拒绝后的建议不会再出现，已标注的实体不受影响。</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message numerus="yes">
        <source>Reject %Ln suggestions</source>
        <translation>
            <numerusform>拒绝 %Ln 条建议</numerusform>
        </translation>
    </message>
    <message>
        <source>The cut of run %1 by the score &quot;%5&quot;: on %2, %3 % of what lies above it is right, and %4 % is left to a person. Suggestions without a score stay.</source>
        <translation>训练 %1 按“%5”得分的分界线：在 %2 上，高于它的结果有 %3 % 是对的，其余 %4 % 留给人判断。没有分数的建议保持不变。</translation>
    </message>
    <message numerus="yes">
        <source>Suggestions in %Ln documents are still scored as before the project&apos;s scores were changed.</source>
        <translation>
            <numerusform>%Ln 篇文档中的建议仍是项目更改得分方式之前的得分。</numerusform>
        </translation>
    </message>
    <message>
        <source>Suggest anew</source>
        <translation>重新建议</translation>
    </message>
    <message>
        <source>The cut of run %1 is of other scores (%2) than the project goes by now, so it is not offered: choose one on the page of inspection, under Confidence. Suggestions without a score stay.</source>
        <translation>训练 %1 的分界线属于另一种得分（%2），与项目现在所用的不同，因此不提供：请在检查页的“置信度”中另选一个。没有分数的建议保持不变。</translation>
    </message>
</context>
<context>
    <name>AttributeSchemaDialog</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Values, one a line</source>
        <translation>可选值，每行一个</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Said of</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>Kind of value</source>
        <translation>值的类型</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Attributes of entities and documents</source>
        <translation>实体与文档的属性</translation>
    </message>
    <message>
        <source>Attribute %1 saved</source>
        <translation>属性 %1 已保存</translation>
    </message>
    <message>
        <source>Attribute %1 archived</source>
        <translation>属性 %1 已归档</translation>
    </message>
    <message>
        <source>Attribute %1 is in use again</source>
        <translation>属性 %1 已恢复使用</translation>
    </message>
    <message>
        <source>entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>New attribute</source>
        <translation>新属性</translation>
    </message>
    <message>
        <source>none is defined yet</source>
        <translation>尚未定义任何属性</translation>
    </message>
    <message>
        <source>of entities or documents</source>
        <translation>用于实体或文档</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add attribute</source>
        <translation>添加属性</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Not said of anything yet: a change touches nothing else</source>
        <translation>尚未使用：更改不会影响其他内容</translation>
    </message>
    <message numerus="yes">
        <source>Said of %Ln entities: %1</source>
        <translation>
            <numerusform>用于 %Ln 个实体：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Said of %Ln documents: %1</source>
        <translation>
            <numerusform>用于 %Ln 篇文档：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>A new name takes these values along.</source>
        <translation>改名时这些值随之保留。</translation>
    </message>
    <message>
        <source>An attribute needs a name.</source>
        <translation>属性需要一个名称。</translation>
    </message>
    <message>
        <source>There is already an attribute of this name. Choose another one.</source>
        <translation>已有同名属性。请换一个名称。</translation>
    </message>
    <message>
        <source>Give at least one value, one a line.</source>
        <translation>请至少给出一个值，每行一个。</translation>
    </message>
</context>
<context>
    <name>AttributesDialog</name>
    <message>
        <source>One of a list</source>
        <translation>列表之一</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是或否</translation>
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
        <source>Define attributes…</source>
        <translation>定义属性…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>No attributes of entities yet. An attribute says more about an entity than its label: a role, how certain it is, whom it is about. The fairness audit can group by it.</source>
        <translation>还没有实体属性。属性比标签说得更多：角色、确定程度、涉及何人。公平性审计可按属性分组。</translation>
    </message>
    <message>
        <source>No attributes of documents yet. An attribute says more about a document: its source, its dialect, its year. The fairness audit can group by it.</source>
        <translation>还没有文档属性。属性说明文档的来源、方言、年份等。公平性审计可按属性分组。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>%1 (no choice any more)</source>
        <translation>%1（已不在可选值中）</translation>
    </message>
    <message>
        <source>This is no number. Write one such as 12 or 0.5, or leave it empty.</source>
        <translation>这不是数字。请输入如 12 或 0.5 的数字，或留空。</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>An audit runs already: wait for its end, or cancel it.</source>
        <translation>已有审计在进行：请等它结束，或取消它。</translation>
    </message>
    <message>
        <source>The audit %1 is done</source>
        <translation>审计 %1 已完成</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>正在写报告…</translation>
    </message>
    <message>
        <source>The model reads the text</source>
        <translation>模型在读文本</translation>
    </message>
    <message>
        <source>The model reads the test sentences</source>
        <translation>模型在读测试句子</translation>
    </message>
    <message>
        <source>Names are swapped in the text</source>
        <translation>正在替换文本中的名字</translation>
    </message>
    <message>
        <source>Intervals and tests are computed</source>
        <translation>正在计算区间和检验</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>Cancelled: no report was written</source>
        <translation>已取消：没有写报告</translation>
    </message>
    <message>
        <source>Cancelled: no audit was kept</source>
        <translation>已取消：没有保存审计</translation>
    </message>
    <message>
        <source>Esc leads back to the audit</source>
        <translation>按 Esc 回到审计</translation>
    </message>
    <message>
        <source>The report is written: %1</source>
        <translation>报告已写好：%1</translation>
    </message>
    <message>
        <source>Fairness</source>
        <translation>公平</translation>
    </message>
    <message>
        <source>Whether a model serves groups equally well</source>
        <translation>模型对各组是否一样好</translation>
    </message>
    <message>
        <source>No audit yet</source>
        <translation>还没有审计</translation>
    </message>
    <message>
        <source>An audit measures whether a model serves groups equally well: how much it finds and misses in each, how sure that is, and what it cannot say. It ends in a report that can be handed over.</source>
        <translation>审计衡量模型对各组是否一样好：在每组里找到多少、漏掉多少、结论有多可靠、又有什么说不了。最后得到一份可以交出去的报告。</translation>
    </message>
    <message>
        <source>New audit</source>
        <translation>新建审计</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再做一次</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Which audit is shown</source>
        <translation>显示哪次审计</translation>
    </message>
    <message>
        <source>Kind of groups</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>By what the text was put into groups</source>
        <translation>文本按什么分组</translation>
    </message>
    <message>
        <source>The same audit with the present labels and weights</source>
        <translation>用现在的标注和权重再做同样的审计</translation>
    </message>
    <message>
        <source>Write the bias report as PDF, HTML or JSON</source>
        <translation>把偏差报告写成 PDF、HTML 或 JSON</translation>
    </message>
    <message>
        <source>Progress of the audit</source>
        <translation>审计进度</translation>
    </message>
    <message>
        <source>Views of the audit</source>
        <translation>审计的各个视图</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the audit</source>
        <translation>取消审计</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>This audit has no groups of this kind.</source>
        <translation>这次审计没有这类分组。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>各组</translation>
    </message>
    <message>
        <source>There is no group to compare with another.</source>
        <translation>没有可以相互比较的组。</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>差距</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>No names were swapped for these groups. Choose a test suite above, or make an audit with one.</source>
        <translation>这些组没有换过名字。请在上方选一个测试套件，或新建带测试套件的审计。</translation>
    </message>
    <message>
        <source>Swapped names</source>
        <translation>换名</translation>
    </message>
    <message>
        <source>How sure the model was is not part of this audit.</source>
        <translation>这次审计不包括模型有多大把握。</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>All audits</source>
        <translation>全部审计</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Come back from there, or leave the set-up</source>
        <translation>从那里返回，或离开设置</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>What changed between runs before and after a correction, on the same text</source>
        <translation>在同一文本上，修正前后的训练之间有何变化</translation>
    </message>
    <message>
        <source>This audit looks at one run. “Compare…” tests what changed between runs before and after a correction.</source>
        <translation>此审计只看一次训练。“比较…”可检验修正前后的训练之间有何变化。</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>修正前后</translation>
    </message>
    <message>
        <source>What it found</source>
        <translation>审计结果</translation>
    </message>
    <message>
        <source>What would help</source>
        <translation>可以做什么</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>历次</translation>
    </message>
    <message>
        <source>Test suites…</source>
        <translation>测试套件…</translation>
    </message>
    <message>
        <source>Test suites: the names and sentences with which audits compare groups</source>
        <translation>测试套件：审计用来比较各组的名字和句子</translation>
    </message>
    <message>
        <source>Test suites</source>
        <translation>测试套件</translation>
    </message>
    <message>
        <source>Write a cell</source>
        <translation>编辑单元格</translation>
    </message>
    <message>
        <source>F2 or Enter</source>
        <translation>F2 或 Enter</translation>
    </message>
    <message>
        <source>Remove the chosen rows</source>
        <translation>移除所选的行</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Add rows that were copied in a spreadsheet</source>
        <translation>加入从电子表格复制的行</translation>
    </message>
    <message>
        <source>Ctrl+V</source>
        <translation>Ctrl+V</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
    <message>
        <source>Leave the suites</source>
        <translation>离开测试套件</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Take back the last step</source>
        <translation>撤销上一步</translation>
    </message>
    <message>
        <source>List the mentions or sentences that a figure counts</source>
        <translation>列出一个数字所计的提及或句子</translation>
    </message>
</context>
<context>
    <name>AuditSetup</name>
    <message>
        <source>These groups say something sensitive of people: origin, gender, belief, health</source>
        <translation>这些分组涉及人的敏感信息：出身、性别、信仰、健康</translation>
    </message>
    <message>
        <source>Purpose of the audit</source>
        <translation>审计的目的</translation>
    </message>
    <message>
        <source>Name of the audit</source>
        <translation>审计的名称</translation>
    </message>
    <message>
        <source>Start the audit</source>
        <translation>开始审计</translation>
    </message>
    <message>
        <source> points</source>
        <translation> 个百分点</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Difference that would matter</source>
        <translation>要紧的差距</translation>
    </message>
    <message>
        <source>Stands in the report. Needed for sensitive groups.</source>
        <translation>会写进报告。敏感分组必须填写。</translation>
    </message>
    <message>
        <source>An audit of the same name is replaced.</source>
        <translation>同名的审计会被替换。</translation>
    </message>
    <message>
        <source>New audit</source>
        <translation>新建审计</translation>
    </message>
    <message>
        <source>1. Which model?</source>
        <translation>1. 哪个模型？</translation>
    </message>
    <message>
        <source>A run that has been trained.</source>
        <translation>一次训练好的运行。</translation>
    </message>
    <message>
        <source>2. On which text?</source>
        <translation>2. 在哪些文本上？</translation>
    </message>
    <message>
        <source>Text with labels that the model has not learnt from: a test split says most.</source>
        <translation>有标注而模型没有学过的文本：测试集最能说明问题。</translation>
    </message>
    <message>
        <source>3. Which groups?</source>
        <translation>3. 哪些分组？</translation>
    </message>
    <message>
        <source>Tick what may be served unequally. A test suite puts names of lists into the same sentences and needs to know nothing of people in your text. With nothing ticked, the forms of words are compared.</source>
        <translation>勾选可能被区别对待的分组。测试套件把名单里的名字放进同样的句子，不需要知道文本里的人的任何信息。什么都不勾选时，比较词的形式。</translation>
    </message>
    <message>
        <source>4. What difference would matter?</source>
        <translation>4. 多大的差距才要紧？</translation>
    </message>
    <message>
        <source>A smaller gap counts as none that matters. Five points: of a hundred mentions, five fewer are found in one group.</source>
        <translation>更小的差距就算不要紧。五个百分点：一百个提及里，某组少找到五个。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>No split</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>Training (learnt from: says little)</source>
        <translation>训练集（学过：说明不了什么）</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Audit %1</source>
        <translation>审计 %1</translation>
    </message>
    <message>
        <source>Say what the audit is for: sensitive groups are looked at for a purpose only.</source>
        <translation>请说明审计的目的：敏感分组只为一定目的才可查看。</translation>
    </message>
    <message>
        <source>Give the audit a name.</source>
        <translation>请给审计起个名称。</translation>
    </message>
    <message>
        <source>Fine-tune a model first</source>
        <translation>请先微调一个模型</translation>
    </message>
    <message>
        <source>Edit test suites…</source>
        <translation>编辑测试套件…</translation>
    </message>
    <message>
        <source>The names and sentences with which audits compare groups</source>
        <translation>审计用来比较各组的名字和句子</translation>
    </message>
    <message>
        <source>Also each two of these columns and attributes together</source>
        <translation>并把这些列和属性两两结合</translation>
    </message>
    <message>
        <source>Intersections: two properties can each look even while their combination is not. Needs two ticks among columns and attributes.</source>
        <translation>交叉分组：单看每一项可能都均衡，组合起来却未必。需要在列和属性中勾选两项。</translation>
    </message>
</context>
<context>
    <name>AuditSummaryTab</name>
    <message>
        <source>Summary of the audit</source>
        <translation>审计概要</translation>
    </message>
    <message>
        <source>What limits this audit</source>
        <translation>这次审计的局限</translation>
    </message>
    <message>
        <source>What this audit cannot say</source>
        <translation>这次审计说不了什么</translation>
    </message>
</context>
<context>
    <name>AuditsTab</name>
    <message>
        <source>Chart of all audits</source>
        <translation>全部审计的图</translation>
    </message>
    <message>
        <source>All audits</source>
        <translation>全部审计</translation>
    </message>
    <message>
        <source>lowest group of each audit, and all its text (blue)</source>
        <translation>每次审计最低的组，以及全部文本（蓝色）</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>F1 of all</source>
        <translation>整体 F1</translation>
    </message>
    <message>
        <source>Lowest group</source>
        <translation>最低的组</translation>
    </message>
    <message>
        <source>Its figure</source>
        <translation>它的数值</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>无</translation>
    </message>
    <message>
        <source>F1 of all text of %1</source>
        <translation>%1 全部文本的 F1</translation>
    </message>
    <message>
        <source>no group could be judged</source>
        <translation>没有组可以评判</translation>
    </message>
    <message>
        <source>lowest: %1</source>
        <translation>最低：%1</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Lowest group against all text</source>
        <translation>最低的组与全部文本</translation>
    </message>
    <message>
        <source>Groups that runs are compared by</source>
        <translation>按哪些分组比较训练</translation>
    </message>
    <message>
        <source>The same groups of the same text: of each run its newest audit</source>
        <translation>相同文本的相同分组：每次训练取最新的审计</translation>
    </message>
    <message>
        <source>Every audit</source>
        <translation>每次审计</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2: %n run(s)</source>
        <translation>
            <numerusform>%1，%2：%n 次训练</numerusform>
        </translation>
    </message>
    <message>
        <source>lowest group of each run, and all its text (blue)</source>
        <translation>每次训练最低的组，以及全部文本（蓝色）</translation>
    </message>
    <message>
        <source>Groups judged</source>
        <translation>可判断的组</translation>
    </message>
</context>
<context>
    <name>BehaviourModel</name>
    <message>
        <source>Must mark</source>
        <translation>必须标出</translation>
    </message>
    <message>
        <source>Must not change</source>
        <translation>必须不变</translation>
    </message>
    <message>
        <source>Surer or less sure</source>
        <translation>更有或更无把握</translation>
    </message>
    <message>
        <source>Small letters</source>
        <translation>小写字母</translation>
    </message>
    <message>
        <source>Capital letters</source>
        <translation>大写字母</translation>
    </message>
    <message>
        <source>Typing errors</source>
        <translation>输入错误</translation>
    </message>
    <message>
        <source>Punctuation</source>
        <translation>标点</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>换用其他名称</translation>
    </message>
    <message>
        <source>Negated</source>
        <translation>否定</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>尚未运行</translation>
    </message>
    <message>
        <source>Nothing to change</source>
        <translation>没有可改之处</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Fails</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>Fails %1 of %2</source>
        <translation>%2 项中 %1 项未通过</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>BehaviourTab</name>
    <message>
        <source>Run all</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Add as a new test</source>
        <translation>添加为新测试</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Tests of behaviour</source>
        <translation>行为测试</translation>
    </message>
    <message>
        <source>What the chosen test compared</source>
        <translation>所选测试比较的内容</translation>
    </message>
    <message>
        <source>Progress of the tests</source>
        <translation>测试进度</translation>
    </message>
    <message>
        <source>Name of the test</source>
        <translation>测试名称</translation>
    </message>
    <message>
        <source>Kind of test</source>
        <translation>测试类型</translation>
    </message>
    <message>
        <source>Text of the test</source>
        <translation>测试文本</translation>
    </message>
    <message>
        <source>[Words](LABEL) of the text, marked</source>
        <translation>以 [词语](标签) 标出文本中的实体</translation>
    </message>
    <message>
        <source>An entity stands in square brackets, its label in round ones right behind it; \[ is a bracket of the text</source>
        <translation>实体写在方括号内，标签写在紧随其后的圆括号内；\[ 表示文本中的方括号</translation>
    </message>
    <message>
        <source>The other text</source>
        <translation>另一段文本</translation>
    </message>
    <message>
        <source>What is expected in the other text</source>
        <translation>对另一段文本的预期</translation>
    </message>
    <message>
        <source>Surer there</source>
        <translation>在那里更有把握</translation>
    </message>
    <message>
        <source>Less sure there</source>
        <translation>在那里更无把握</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No test yet: write one below, or keep a sentence from Errors or Try it</source>
        <translation>还没有测试：在下方编写，或从“错误”或“试一试”保留句子</translation>
    </message>
    <message>
        <source>The run is asked…</source>
        <translation>正在询问模型…</translation>
    </message>
    <message numerus="yes">
        <source>%1 % of %n tests pass (95 % interval %2 to %3)</source>
        <translation>
            <numerusform>%n 项测试中 %1 % 通过（95 % 区间 %2 至 %3）</numerusform>
        </translation>
    </message>
    <message>
        <source>This run was not asked yet</source>
        <translation>尚未用这些测试询问此次运行</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>其他名称</translation>
    </message>
    <message>
        <source>PER: Ana Ruiz; Bo Lind</source>
        <translation>PER: 王芳; 李伟</translation>
    </message>
    <message>
        <source>The names that are put in, a line for each label; without any, those of the project</source>
        <translation>换入的名称，每个标签一行；留空则用项目中的名称</translation>
    </message>
    <message>
        <source>Least difference</source>
        <translation>最小差值</translation>
    </message>
    <message>
        <source>By how much the probability must rise or fall at least; 0: at all</source>
        <translation>概率至少要上升或下降多少；0：有变化即可</translation>
    </message>
    <message>
        <source>By at least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>Import tests</source>
        <translation>导入测试</translation>
    </message>
    <message>
        <source>Tests of behaviour (*.json);;All files (*)</source>
        <translation>行为测试 (*.json);;所有文件 (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n tests read, %1 of them here already</source>
        <translation>
            <numerusform>读入 %n 个测试，其中 %1 个已存在</numerusform>
        </translation>
    </message>
    <message>
        <source>Export tests</source>
        <translation>导出测试</translation>
    </message>
    <message>
        <source>Tests of behaviour (*.json)</source>
        <translation>行为测试 (*.json)</translation>
    </message>
    <message numerus="yes">
        <source>%n tests written</source>
        <translation>
            <numerusform>已写出 %n 个测试</numerusform>
        </translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Add the tests of a JSON file; one that is here already is not added</source>
        <translation>添加 JSON 文件中的测试；已有的不重复添加</translation>
    </message>
    <message>
        <source>Write all tests as JSON, as evenspan-cli test-cases does</source>
        <translation>将所有测试写为 JSON，与 evenspan-cli test-cases 相同</translation>
    </message>
    <message>
        <source>Brings back the tests as they were before the removal or the import</source>
        <translation>恢复移除或导入之前的测试</translation>
    </message>
</context>
<context>
    <name>BrushBar</name>
    <message>
        <source>Put the label away</source>
        <translation>放下标签</translation>
    </message>
    <message>
        <source>Put the label away (Esc)</source>
        <translation>放下标签 (Esc)</translation>
    </message>
    <message>
        <source>%1 is in the hand: click a word or drag over words. Another letter changes it, Esc puts it away.</source>
        <translation>手里拿着 %1：点击一个词，或拖过几个词。按其他标签键可更换，按 Esc 放下。</translation>
    </message>
</context>
<context>
    <name>BulkNote</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop this change</source>
        <translation>停止这项修改</translation>
    </message>
    <message>
        <source>Everything stays as it was.</source>
        <translation>一切保持原样。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>%1  %2 left</source>
        <translation>%1  剩余 %2</translation>
    </message>
</context>
<context>
    <name>CanvasOptions</name>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>How the text is shown</source>
        <translation>文本的显示方式</translation>
    </message>
    <message>
        <source>Size, spacing, token grid, sub-words</source>
        <translation>字号、行距、词元网格、子词</translation>
    </message>
    <message>
        <source>Tokens are shown; a bar begins a sentence</source>
        <translation>已显示词元；竖线标出句首</translation>
    </message>
    <message>
        <source>Tokens are hidden</source>
        <translation>已隐藏词元</translation>
    </message>
    <message>
        <source>Borders of sub-words are shown</source>
        <translation>已显示子词边界</translation>
    </message>
    <message>
        <source>Sub-words are hidden</source>
        <translation>已隐藏子词</translation>
    </message>
    <message>
        <source>Windows of the encoder are shown</source>
        <translation>已显示编码器窗口</translation>
    </message>
    <message>
        <source>Windows are hidden</source>
        <translation>已隐藏窗口</translation>
    </message>
    <message>
        <source>Text of %1 pixels</source>
        <translation>字号 %1 像素</translation>
    </message>
    <message>
        <source>Line spacing %1</source>
        <translation>行距 %1</translation>
    </message>
    <message>
        <source>Sub-words of %1</source>
        <translation>%1 的子词</translation>
    </message>
    <message>
        <source>A click begins a selection, the next click ends it</source>
        <translation>点击一次开始选择，再点击一次结束</translation>
    </message>
    <message>
        <source>Dragging selects</source>
        <translation>拖动即选择</translation>
    </message>
    <message>
        <source>There is no encoder here: add a model or train one</source>
        <translation>这里还没有编码器：请添加模型或先训练一个</translation>
    </message>
    <message>
        <source>Token grid</source>
        <translation>词元网格</translation>
    </message>
    <message>
        <source>Sub-words</source>
        <translation>子词</translation>
    </message>
    <message>
        <source>Windows of the encoder</source>
        <translation>编码器窗口</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>Length of a window</source>
        <translation>窗口长度</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sub-words</source>
        <translation>
            <numerusform>%Ln 个子词</numerusform>
        </translation>
    </message>
    <message>
        <source>The encoder&apos;s own</source>
        <translation>编码器自己的长度</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 像素</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>行距</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Two clicks make a selection</source>
        <translation>两次点击即选择</translation>
    </message>
</context>
<context>
    <name>ChecksModel</name>
    <message>
        <source>Passes</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Fails</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>Before: %1 %</source>
        <translation>之前：%1 %</translation>
    </message>
    <message>
        <source>Now: %1 %</source>
        <translation>现在：%1 %</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预期</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>实际</translation>
    </message>
</context>
<context>
    <name>ColumnMistake</name>
    <message>
        <source>Something stands here that does not belong</source>
        <translation>此处有不该出现的内容</translation>
    </message>
    <message>
        <source>Put an operator such as + - * / between two values.</source>
        <translation>请在两个值之间写上 + - * / 之类的运算符。</translation>
    </message>
    <message>
        <source>The function has another number of arguments</source>
        <translation>函数的参数个数不对</translation>
    </message>
    <message>
        <source>The formula is too long</source>
        <translation>公式太长</translation>
    </message>
    <message>
        <source>Write at most 1,000 characters; name a part of it as a column of its own.</source>
        <translation>最多 1,000 个字符；可把其中一部分另设为一列。</translation>
    </message>
    <message>
        <source>The formula is empty</source>
        <translation>公式为空</translation>
    </message>
    <message>
        <source>Write one, such as test_f1 / minutes.</source>
        <translation>请写一个，例如 test_f1 / minutes。</translation>
    </message>
    <message>
        <source>A ) closes nothing</source>
        <translation>多出一个 )</translation>
    </message>
    <message>
        <source>Write ** for a power.</source>
        <translation>乘方请写作 **。</translation>
    </message>
    <message>
        <source>Write == to compare.</source>
        <translation>比较请写作 ==。</translation>
    </message>
    <message>
        <source>Comparisons stand one behind the other</source>
        <translation>比较接连出现</translation>
    </message>
    <message>
        <source>Compare two values at a time; put one comparison into parentheses.</source>
        <translation>每次只比较两个值；请把其中一个比较放进括号。</translation>
    </message>
    <message>
        <source>The formula is nested too deep</source>
        <translation>公式嵌套太深</translation>
    </message>
    <message>
        <source>Name a part of it as a column of its own.</source>
        <translation>请把其中一部分另设为一列。</translation>
    </message>
    <message>
        <source>A value is missing at the end</source>
        <translation>末尾缺少一个值</translation>
    </message>
    <message>
        <source>Put a number or a column there.</source>
        <translation>请在那里写一个数或一列。</translation>
    </message>
    <message>
        <source>A value is missing here</source>
        <translation>此处缺少一个值</translation>
    </message>
    <message>
        <source>Put a number, a column or a ( there.</source>
        <translation>请在那里写一个数、一列或一个 (。</translation>
    </message>
    <message>
        <source>A ( is not closed</source>
        <translation>有一个 ( 没有闭合</translation>
    </message>
    <message>
        <source>Put a ) where it ends.</source>
        <translation>请在结束处写上 )。</translation>
    </message>
    <message>
        <source>The number is too large or too small</source>
        <translation>数太大或太小</translation>
    </message>
    <message>
        <source>Write it another way.</source>
        <translation>请换一种写法。</translation>
    </message>
    <message>
        <source>This is no number</source>
        <translation>这不是数</translation>
    </message>
    <message>
        <source>Write it as 12, 0.5 or 1e-5; a name begins with a letter.</source>
        <translation>请写作 12、0.5 或 1e-5；名称以字母开头。</translation>
    </message>
    <message>
        <source>A function has no arguments here</source>
        <translation>此处的函数没有参数</translation>
    </message>
    <message>
        <source>Put them in parentheses behind it: %1(…).</source>
        <translation>请把参数写在其后的括号里：%1(…)。</translation>
    </message>
    <message>
        <source>There is no such function</source>
        <translation>没有这个函数</translation>
    </message>
    <message>
        <source>There are %1.</source>
        <translation>可用的有 %1。</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>您是指 %1 吗？</translation>
    </message>
    <message>
        <source>Put a ) where it ends, or a , before the next value.</source>
        <translation>请在结束处写上 )，或在下一个值之前写上 ,。</translation>
    </message>
    <message>
        <source>Give it one.</source>
        <translation>请给出一个。</translation>
    </message>
    <message>
        <source>Give it three: if(condition, then, else).</source>
        <translation>请给出三个：if(条件, 是, 否)。</translation>
    </message>
    <message>
        <source>Give it two or more.</source>
        <translation>请给出两个或更多。</translation>
    </message>
    <message>
        <source>%1 is no name for a column</source>
        <translation>%1 不能用作列名</translation>
    </message>
    <message>
        <source>Use letters, digits and _, a letter first, such as f1_per_minute.</source>
        <translation>请用字母、数字和 _，以字母开头，例如 f1_per_minute。</translation>
    </message>
    <message>
        <source>There is a column of the name %1</source>
        <translation>已有名为 %1 的列</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请另选一个名称。</translation>
    </message>
    <message>
        <source>The column %1 holds no numbers</source>
        <translation>列 %1 中不是数</translation>
    </message>
    <message>
        <source>Use a column of numbers, such as f1 or epochs.</source>
        <translation>请用数值列，例如 f1 或 epochs。</translation>
    </message>
    <message>
        <source>There is no column %1</source>
        <translation>没有名为 %1 的列</translation>
    </message>
    <message>
        <source>Use a name from the menu of columns, such as f1 or minutes.</source>
        <translation>请用列菜单中的名称，例如 f1 或 minutes。</translation>
    </message>
    <message>
        <source>%1 – at character %2  ·  %3</source>
        <translation>%1（第 %2 个字符处）  ·  %3</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Search documents or type a command</source>
        <translation>搜索文档，或输入命令</translation>
    </message>
    <message>
        <source>Search and commands</source>
        <translation>搜索与命令</translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation>匹配的命令</translation>
    </message>
    <message>
        <source>Find documents with “%1”</source>
        <translation>查找含“%1”的文档</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Name of the comparison</source>
        <translation>比较的名称</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare before and after</source>
        <translation>比较修正前后</translation>
    </message>
    <message>
        <source>All these runs are asked about the same documents and names as the audit that is shown, and what changed is tested pairwise.</source>
        <translation>所有这些训练都用当前审计的同一批文档和姓名来测试，并成对检验变化。</translation>
    </message>
    <message>
        <source>Runs before the correction</source>
        <translation>修正前的训练</translation>
    </message>
    <message>
        <source>Runs after it</source>
        <translation>修正后的训练</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Before and after a correction</source>
        <translation>修正前后</translation>
    </message>
    <message>
        <source>%1, before and after</source>
        <translation>%1，修正前后</translation>
    </message>
    <message>
        <source>Tick at least one run on each side.</source>
        <translation>每一侧至少勾选一次训练。</translation>
    </message>
    <message>
        <source>A run stands on both sides: untick it on one of them.</source>
        <translation>有一次训练同时位于两侧：请在其中一侧取消勾选。</translation>
    </message>
    <message>
        <source>With three runs a side that differ by their seed alone, the interval says how far seeds scatter; with fewer it is too narrow.</source>
        <translation>每侧有三次仅随机种子不同的训练时，区间才反映种子造成的波动；更少时区间过窄。</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>请为它取名。</translation>
    </message>
    <message>
        <source>An audit has this name: choose another one.</source>
        <translation>已有同名的审计：请换一个名称。</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Every setting</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>Which run is better</source>
        <translation>哪次运行更好</translation>
    </message>
    <message>
        <source>Scoring the runs</source>
        <translation>正在给运行评分</translation>
    </message>
    <message>
        <source>Scores of the runs</source>
        <translation>各次运行的得分</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>F1 on validation</source>
        <translation>验证集 F1</translation>
    </message>
    <message>
        <source>Which curve is shown</source>
        <translation>显示哪条曲线</translation>
    </message>
    <message>
        <source>Settings, what differs first</source>
        <translation>设置，不同之处在前</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Show what is equal, too</source>
        <translation>也显示相同的设置</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Split to compare on</source>
        <translation>用来比较的划分</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the comparison</source>
        <translation>关闭比较</translation>
    </message>
    <message>
        <source>Quality against time</source>
        <translation>质量与时间</translation>
    </message>
    <message>
        <source>What differs, and what came of it</source>
        <translation>不同之处与结果</translation>
    </message>
    <message>
        <source>Compare again</source>
        <translation>重新比较</translation>
    </message>
    <message numerus="yes">
        <source>Compare %n runs</source>
        <translation>
            <numerusform>比较 %n 次运行</numerusform>
        </translation>
    </message>
    <message>
        <source>The project has no split to compare on. Give documents a split, such as test.</source>
        <translation>项目没有可供比较的划分。请给文档指定划分，例如 test。</translation>
    </message>
    <message>
        <source>This installation cannot score runs: curves and settings alone are shown.</source>
        <translation>此安装无法给运行评分：只显示曲线和设置。</translation>
    </message>
    <message>
        <source>Scoring the runs on %1…</source>
        <translation>正在 %1 上给运行评分…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The runs could not be compared</source>
        <translation>无法比较这些运行</translation>
    </message>
    <message>
        <source>These runs differ by their seed alone: F1 %1 ± %2</source>
        <translation>这些运行只有种子不同：F1 %1 ± %2</translation>
    </message>
    <message numerus="yes">
        <source>%n documents were scored by some of the runs only and are left out</source>
        <translation>
            <numerusform>有 %n 篇文档只被部分运行评分，未计入</numerusform>
        </translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>F1, in percent</source>
        <translation>F1（百分比）</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Nothing: these runs have the same settings, the seed among them.</source>
        <translation>没有不同：这些运行的设置相同，随机种子也相同。</translation>
    </message>
</context>
<context>
    <name>ConfidenceTab</name>
    <message>
        <source>The run has marked nothing with a score here.</source>
        <translation>此次训练在这里没有带得分的标记。</translation>
    </message>
    <message>
        <source>Keep this cut</source>
        <translation>保留此分界线</translation>
    </message>
    <message>
        <source>What the scores are worth</source>
        <translation>得分的可信程度</translation>
    </message>
    <message>
        <source>What the cut brings</source>
        <translation>分界线的效果</translation>
    </message>
    <message>
        <source>How often entities of a score are right</source>
        <translation>各得分的实体有多少是对的</translation>
    </message>
    <message>
        <source>Score in percent</source>
        <translation>得分（%）</translation>
    </message>
    <message>
        <source>Right in percent</source>
        <translation>正确率（%）</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Score as it says</source>
        <translation>得分本身</translation>
    </message>
    <message>
        <source>What a cut gains and loses</source>
        <translation>分界线的得失</translation>
    </message>
    <message>
        <source>Cut in percent</source>
        <translation>分界线（%）</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Left to a person</source>
        <translation>留给人判断</translation>
    </message>
    <message>
        <source>Send to review below</source>
        <translation>低于此值交人复核</translation>
    </message>
    <message>
        <source>Do scores mean what they say?</source>
        <translation>得分名副其实吗？</translation>
    </message>
    <message>
        <source>What is left to a person</source>
        <translation>留给人判断的部分</translation>
    </message>
    <message>
        <source>Scores are off by %1 points on average (ECE); chance alone gives up to %2, so they do not mean what they say.</source>
        <translation>得分平均偏差 %1 个百分点（ECE）；仅凭偶然最多为 %2，因此得分并不名副其实。</translation>
    </message>
    <message>
        <source>Scores are off by %1 points on average (ECE); chance alone gives up to %2, so nothing speaks against them.</source>
        <translation>得分平均偏差 %1 个百分点（ECE）；仅凭偶然也可达 %2，因此没有理由怀疑它们。</translation>
    </message>
    <message>
        <source>Brier score %1.</source>
        <translation>Brier 分数 %1。</translation>
    </message>
    <message>
        <source> </source>
        <comment>between two sentences</comment>
        <translation></translation>
    </message>
    <message>
        <source>Above it %1 % is right and %2 % of all entities are found; %3 % of what is marked is left to a person.</source>
        <translation>高于它的标记有 %1% 正确，找到全部实体的 %2%；%3% 的标记留给人判断。</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>Accepting suggestions in the labelling workspace offers it</source>
        <translation>在标注页接受建议时会提供它</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>分界线</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Score of an entity</source>
        <translation>实体的得分</translation>
    </message>
    <message>
        <source>What the temperature brings</source>
        <translation>温度带来的变化</translation>
    </message>
    <message>
        <source>One number that all logits are divided by, so that probabilities mean what they say (Guo et al. 2017); which tag is likeliest stays as it is</source>
        <translation>所有 logit 都除以的一个数，使概率名副其实（Guo 等，2017）；最可能的标记不变</translation>
    </message>
    <message>
        <source>Progress of fitting</source>
        <translation>拟合进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Fit the temperature again</source>
        <translation>重新拟合温度</translation>
    </message>
    <message>
        <source>Fit a temperature</source>
        <translation>拟合温度</translation>
    </message>
    <message>
        <source>Temperature %1, fitted on %2: it brings the error of the words&apos; tags from %3 to %4 points. It is kept with the run.</source>
        <translation>温度 %1，在 %2 上拟合：各词标记的误差由 %3 降到 %4 个百分点。已与训练一起保存。</translation>
    </message>
    <message>
        <source>No temperature is fitted yet: it would say how far the probabilities of the words&apos; tags are from what they should be.</source>
        <translation>尚未拟合温度：它说明各词标记的概率与应有的值相差多少。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities have a score: %1.</source>
        <translation>
            <numerusform>%Ln 个实体有得分：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Calibrated scores</source>
        <translation>校准得分</translation>
    </message>
    <message>
        <source>Scores of entities go by the temperature of their run where one is fitted: errors, suggestions, the cut, predictions. It holds for the whole project</source>
        <translation>凡已拟合温度的训练，其实体得分都依据该温度：错误、建议、分界线和预测。对整个项目有效</translation>
    </message>
    <message>
        <source>The cut went from %1 to %2: scores are others now, and as much of %4 as before, %3 %, is left to a person.</source>
        <translation>分界线由 %1 移到 %2：得分已改变，%4 中留给人判断的仍与原来一样多，即 %3%。</translation>
    </message>
    <message>
        <source>The cut that is kept, %1, is of other scores (%2) and is not offered.</source>
        <translation>所保留的分界线 %1 属于另一种得分（%2），不再提供。</translation>
    </message>
</context>
<context>
    <name>ConfusionModel</name>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>%1 × marked as %2 where nothing is</source>
        <translation>%1 次：该处没有实体，却标成了 %2</translation>
    </message>
    <message>
        <source>%1 × %2 not marked, %3 % of all %2</source>
        <translation>%1 次：%2 没有标出，占全部 %2 的 %3%</translation>
    </message>
    <message>
        <source>%1 × %2 marked as %3, %4 % of all %2</source>
        <translation>%1 次：%2 标成了 %3，占全部 %2 的 %4%</translation>
    </message>
    <message>
        <source>What the model marked: %1</source>
        <translation>模型标出的：%1</translation>
    </message>
    <message>
        <source>What is there: %1</source>
        <translation>文中实际的：%1</translation>
    </message>
</context>
<context>
    <name>CorrectionsTab</name>
    <message>
        <source>Repair labels that may be wrong</source>
        <translation>修正可能有误的标注</translation>
    </message>
    <message>
        <source>A gap may be one of the labels: where the text of a group was labelled less carefully, a good model looks bad. The list shows the likeliest mistakes first.</source>
        <translation>差距可能来自标注：某一组的文本若标注得不够仔细，好的模型也会显得差。列表把最可能的错误排在最前。</translation>
    </message>
    <message>
        <source>Costs a person&apos;s time. Do this first: the error is often larger than the gap.</source>
        <translation>需要人工时间。请先做这一步：标注误差往往比差距还大。</translation>
    </message>
    <message>
        <source>Open the list</source>
        <translation>打开列表</translation>
    </message>
    <message>
        <source>Learn again with names of every group</source>
        <translation>用各组的姓名再学一遍</translation>
    </message>
    <message>
        <source>Sentences with a name are learnt twice more with names of the suite, evenly over its groups. The names that the audit tests are never learnt.</source>
        <translation>含姓名的句子换用测试集中的姓名再学两遍，各组均等。审计所测试的姓名绝不用于学习。</translation>
    </message>
    <message>
        <source>Training takes up to three times as long; watch the precision of all text.</source>
        <translation>训练时间最长为三倍；请留意全部文本的精确率。</translation>
    </message>
    <message>
        <source>Train with names…</source>
        <translation>用姓名训练…</translation>
    </message>
    <message>
        <source>Pair sentences that differ by a name</source>
        <translation>把仅姓名不同的句子配对</translation>
    </message>
    <message>
        <source>Beside a sentence with a listed name the model sees the same one with a name of another group, and is held to answer both alike (counterfactual logit pairing).</source>
        <translation>模型在看到含有名单姓名的句子时，同时看到换成另一组姓名的同一句子，并被要求给出相同的回答（反事实 logit 配对）。</translation>
    </message>
    <message>
        <source>Training takes up to twice as long. Names that it learns so are no test of it.</source>
        <translation>训练时间最长为两倍。这样学到的姓名不再用于测试。</translation>
    </message>
    <message>
        <source>Train with pairs…</source>
        <translation>配对训练…</translation>
    </message>
    <message>
        <source>Learn most from the group that is served worst</source>
        <translation>最多地从表现最差的组学习</translation>
    </message>
    <message>
        <source>After each step the group with the largest error counts for more (group DRO).</source>
        <translation>每一步之后，误差最大的组权重增加（group DRO）。</translation>
    </message>
    <message>
        <source>The mean may fall a little. Small groups make it restless: stop early.</source>
        <translation>平均值可能略降。组太小会使训练不稳定：请提前停止。</translation>
    </message>
    <message>
        <source>Train with group DRO…</source>
        <translation>用 group DRO 训练…</translation>
    </message>
    <message>
        <source>Weigh sentences by their group</source>
        <translation>按组给句子加权</translation>
    </message>
    <message>
        <source>Sentences of a group that rarely holds a mention count for more where they do, so that group and mention no longer go together (reweighing).</source>
        <translation>某组很少出现提及时，含有提及的句子权重更高，使组与提及不再相关（重新加权）。</translation>
    </message>
    <message>
        <source>Costs nothing; helps where groups have very different shares of mentions.</source>
        <translation>没有代价；当各组的提及比例差异很大时有帮助。</translation>
    </message>
    <message>
        <source>Train with weights…</source>
        <translation>加权训练…</translation>
    </message>
    <message>
        <source>Look at other score cuts</source>
        <translation>查看其他分数界限</translation>
    </message>
    <message>
        <source>“What if” shows what becomes of each group where the run keeps only what it is sure of. Nothing is trained.</source>
        <translation>“如果”显示只保留模型确定的结果时各组会怎样。不进行训练。</translation>
    </message>
    <message>
        <source>To look only: a cut moves misses and false alarms, it teaches nothing.</source>
        <translation>仅供查看：界限只是在漏报与误报之间移动，并不教会模型任何东西。</translation>
    </message>
    <message>
        <source>Open “What if”</source>
        <translation>打开“如果”</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>可以做什么</translation>
    </message>
    <message>
        <source>In the order in which they should be tried. A correction of training starts three runs that differ by their seed alone; when they have ended, “Compare…” tests what changed on the same text and names.</source>
        <translation>按建议尝试的顺序排列。训练类修正会启动三次仅随机种子不同的训练；结束后，“比较…”会在相同的文本和姓名上检验变化。</translation>
    </message>
    <message>
        <source>Needs names: make an audit with a test suite first.</source>
        <translation>需要姓名：请先用测试集做一次审计。</translation>
    </message>
    <message>
        <source>Needs groups of documents or of a test suite: choose them above.</source>
        <translation>需要文档分组或测试集分组：请在上方选择。</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>修正</translation>
    </message>
</context>
<context>
    <name>CrossTrainingDialog</name>
    <message>
        <source>Cross-training</source>
        <translation>交叉训练</translation>
    </message>
    <message>
        <source>New cross-training…</source>
        <translation>新建交叉训练…</translation>
    </message>
    <message>
        <source>Start cross-training</source>
        <translation>开始交叉训练</translation>
    </message>
    <message>
        <source>What it found</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>No cross-training yet</source>
        <translation>还没有交叉训练</translation>
    </message>
    <message>
        <source>It trains one model for each part of the decided documents, on all the others. Each part is then judged by a model that never saw it: that is how wrong labels are found.</source>
        <translation>把已确定的文档分成几份，每份由一个只用其余部分训练的模型来判断。模型从未见过要判断的文档，因此能找出标错的标签。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Its runs are called after it: NAME-fold-1, NAME-fold-2, …</source>
        <translation>各次训练以它命名：名称-fold-1、名称-fold-2……</translation>
    </message>
    <message>
        <source>As many runs, and each leaves one part out. Five is usual.</source>
        <translation>折数即训练次数，每次留出一份。通常为 5。</translation>
    </message>
    <message>
        <source>New cross-training</source>
        <translation>新建交叉训练</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Documents left out</source>
        <translation>留出的文档</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>to be continued</source>
        <translation>待继续</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n folds are done.</source>
        <translation>
            <numerusform>%n 折中已完成 %1 折。</numerusform>
        </translation>
    </message>
    <message>
        <source>Their F1 on documents that they never saw is %1 ± %2 (standard deviation).</source>
        <translation>在从未见过的文档上，F1 为 %1 ± %2（标准差）。</translation>
    </message>
    <message numerus="yes">
        <source>%n documents take part.</source>
        <translation>
            <numerusform>共有 %n 篇文档参与。</numerusform>
        </translation>
    </message>
    <message>
        <source> </source>
        <comment>between two sentences</comment>
        <translation></translation>
    </message>
    <message>
        <source>A name is made of letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;.</source>
        <translation>名称只能由字母、数字、“.”、“_”和“-”组成。</translation>
    </message>
    <message>
        <source>There is a cross-training, or a run, with this name already.</source>
        <translation>已有同名的交叉训练或训练。</translation>
    </message>
</context>
<context>
    <name>CurveCharts</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>F1 by label</source>
        <translation>各标签 F1</translation>
    </message>
    <message>
        <source>F1, percent</source>
        <translation>F1（%）</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>精确率和召回率</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>每秒子词数</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>Percent of the machine</source>
        <translation>占整机百分比</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Gigabytes</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>全部标签</translation>
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
        <source>Processor, this program</source>
        <translation>处理器（本程序）</translation>
    </message>
    <message>
        <source>Processor, everybody</source>
        <translation>处理器（全部）</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Memory, this program</source>
        <translation>内存（本程序）</translation>
    </message>
    <message>
        <source>Memory of the graphics card</source>
        <translation>显存</translation>
    </message>
</context>
<context>
    <name>CurvesTab</name>
    <message>
        <source>Logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>曲线显示什么</translation>
    </message>
    <message>
        <source>Over steps</source>
        <translation>按步数</translation>
    </message>
    <message>
        <source>Over epochs</source>
        <translation>按轮数</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>Over examples</source>
        <translation>按样本数</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>What stands below the curves</source>
        <translation>横轴表示什么</translation>
    </message>
    <message>
        <source>&amp;Smoothing</source>
        <translation>平滑(&amp;S)</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>How much the strong line averages; 0 shows the raw values alone</source>
        <translation>粗线平均的程度；0 只显示原始值</translation>
    </message>
    <message>
        <source>Equal distances are equal factors (L)</source>
        <translation>相等的距离表示相等的倍数（L）</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The numbers of the chart as a table (T)</source>
        <translation>以表格显示图中数值（T）</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Fit, copy or save the chart</source>
        <translation>显示全部、复制或保存</translation>
    </message>
    <message>
        <source>Show everything (0)</source>
        <translation>显示全部（0）</translation>
    </message>
    <message>
        <source>Copy as a picture</source>
        <translation>复制为图片</translation>
    </message>
    <message>
        <source>Save as SVG, PNG or CSV…</source>
        <translation>保存为 SVG、PNG 或 CSV…</translation>
    </message>
    <message>
        <source>Write for TensorBoard too…</source>
        <translation>同时写给 TensorBoard…</translation>
    </message>
    <message>
        <source>The next runs write their curves into a folder that TensorBoard reads</source>
        <translation>此后的运行会把曲线写入 TensorBoard 可读的文件夹</translation>
    </message>
    <message>
        <source>The next runs write their curves into %1</source>
        <translation>此后的运行会把曲线写入 %1</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样本</translation>
    </message>
</context>
<context>
    <name>DataTable</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>DerivedColumnForm</name>
    <message>
        <source>Add column</source>
        <translation>添加列</translation>
    </message>
    <message>
        <source>Name, such as f1_per_minute</source>
        <translation>名称，例如 f1_per_minute</translation>
    </message>
    <message>
        <source>Name of the column</source>
        <translation>列的名称</translation>
    </message>
    <message>
        <source>Formula, such as test_f1 / minutes</source>
        <translation>公式，例如 test_f1 / minutes</translation>
    </message>
    <message>
        <source>Formula of the column</source>
        <translation>列的公式</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Put the name of a column into the formula</source>
        <translation>把列名放入公式</translation>
    </message>
    <message>
        <source>Columns for the formula</source>
        <translation>公式可用的列</translation>
    </message>
    <message>
        <source>What the formula gives</source>
        <translation>公式的结果</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change column</source>
        <translation>修改列</translation>
    </message>
    <message>
        <source>Columns of numbers, + - * / // % **, comparisons, and abs, ceil, exp, floor, if(condition, a, b), log, max, min, round, sqrt. F1, precision and recall count in percent.</source>
        <translation>数值列、+ - * / // % **、比较，以及 abs、ceil、exp、floor、if(条件, a, b)、log、max、min、round、sqrt。F1、精确率和召回率以百分数计。</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%2：%1</translation>
    </message>
    <message>
        <source>No value for %1: something that it needs is not known, or it divides by 0</source>
        <translation>%1 没有值：所需的某个值未知，或除以了 0</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
</context>
<context>
    <name>DetailsTab</name>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Every setting</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>What it takes for what</source>
        <translation>把什么当成了什么</translation>
    </message>
    <message>
        <source>Recipe of the run</source>
        <translation>这次运行的配方</translation>
    </message>
    <message>
        <source>Recipe: what differs from the defaults</source>
        <translation>配方：与默认值不同之处</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>来历</translation>
    </message>
    <message>
        <source>Runs with a star stand on top of the list</source>
        <translation>有星标的运行排在列表最上面</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>标记，用逗号分隔</translation>
    </message>
    <message>
        <source>Tags of the run</source>
        <translation>这次运行的标记</translation>
    </message>
    <message>
        <source>Why was this run made, and what came of it?</source>
        <translation>为什么做这次运行？结果怎样？</translation>
    </message>
    <message>
        <source>Note on the run</source>
        <translation>这次运行的备注</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>正在评分</translation>
    </message>
    <message>
        <source>Scores by label, with intervals</source>
        <translation>各标签的得分及区间</translation>
    </message>
    <message>
        <source>Same borders</source>
        <translation>边界相同</translation>
    </message>
    <message>
        <source>Overlapping borders</source>
        <translation>边界重叠</translation>
    </message>
    <message>
        <source>Which places are compared</source>
        <translation>比较哪些位置</translation>
    </message>
    <message>
        <source>Overlapping: a name that was cut short counts as found</source>
        <translation>重叠：名称只标出一部分也算找到</translation>
    </message>
    <message>
        <source>Labels that are there by labels that were marked</source>
        <translation>实际标签与标出标签的对照</translation>
    </message>
    <message>
        <source>Rows: what is there. Columns: what the model marked.</source>
        <translation>行：文中实际的。列：模型标出的。</translation>
    </message>
    <message>
        <source>Where the run comes from</source>
        <translation>这次运行的来历</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>这次运行</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Score again</source>
        <translation>重新评分</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>评分</translation>
    </message>
    <message numerus="yes">
        <source>On %n documents, %1. </source>
        <translation>
            <numerusform>基于 %n 篇文档，%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Intervals at 95 %.</source>
        <translation>区间为 95%。</translation>
    </message>
    <message>
        <source>The project changed since: score again.</source>
        <translation>此后项目有改动：请重新评分。</translation>
    </message>
    <message>
        <source>Scores with intervals can be made when the run has ended.</source>
        <translation>运行结束后才能算出带区间的得分。</translation>
    </message>
    <message>
        <source>The project has no split to score on. Give documents a split, such as test.</source>
        <translation>项目没有可供评分的划分。请给文档指定划分，例如 test。</translation>
    </message>
    <message>
        <source>Not scored on this split yet.</source>
        <translation>还没有在这个划分上评分。</translation>
    </message>
    <message>
        <source>This run has no model to score.</source>
        <translation>这次运行没有可供评分的模型。</translation>
    </message>
</context>
<context>
    <name>DocumentActions</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message numerus="yes">
        <source>Working on %Ln documents…</source>
        <translation>
            <numerusform>正在处理 %Ln 篇文档…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Split “%1” for %Ln documents</source>
        <translation>
            <numerusform>%Ln 篇文档划入“%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents are in the split “%1” now</source>
        <translation>
            <numerusform>%Ln 篇文档已划入“%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>State “%1” for %Ln documents</source>
        <translation>
            <numerusform>%Ln 篇文档标记为“%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents are “%1” now</source>
        <translation>
            <numerusform>%Ln 篇文档已标记为“%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln documents to the trash</source>
        <translation>
            <numerusform>将 %Ln 篇文档移入回收站</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln documents from the trash</source>
        <translation>
            <numerusform>从回收站恢复 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents moved to the trash</source>
        <translation>
            <numerusform>%Ln 篇文档已移入回收站</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents restored</source>
        <translation>
            <numerusform>%Ln 篇文档已恢复</numerusform>
        </translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message numerus="yes">
        <source>Split for %Ln documents</source>
        <translation>
            <numerusform>为 %Ln 篇文档选择划分</numerusform>
        </translation>
    </message>
    <message>
        <source>Name of the split</source>
        <translation>划分的名称</translation>
    </message>
    <message>
        <source>Empty: in no split</source>
        <translation>留空则不属于任何划分</translation>
    </message>
    <message>
        <source>Set the split</source>
        <translation>设置划分</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Put into the split “%1”</source>
        <translation>划入“%1”</translation>
    </message>
    <message>
        <source>Put into another split…</source>
        <translation>划入其他划分…</translation>
    </message>
    <message>
        <source>Mark as “%1”</source>
        <translation>标记为“%1”</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移入回收站</translation>
    </message>
    <message>
        <source>Restore from the trash</source>
        <translation>从回收站恢复</translation>
    </message>
    <message>
        <source>Choose the columns</source>
        <translation>选择显示的列</translation>
    </message>
    <message>
        <source>What to do with the chosen documents</source>
        <translation>对选中的文档进行操作</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>保存此筛选</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents chosen</source>
        <translation>
            <numerusform>已选中 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln rows are copied</source>
        <translation>
            <numerusform>已复制前 %Ln 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows copied</source>
        <translation>
            <numerusform>已复制 %Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped; nothing was changed</source>
        <translation>已停止，什么都没有改变</translation>
    </message>
</context>
<context>
    <name>DocumentView</name>
    <message>
        <source>Text of the document</source>
        <translation>文档正文</translation>
    </message>
    <message>
        <source>Choose a document to read it here.</source>
        <translation>在左侧选一篇文档，正文显示在这里。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln 个实体</numerusform>
        </translation>
    </message>
    <message>
        <source>the first %1 characters</source>
        <translation>仅显示前 %1 个字符</translation>
    </message>
</context>
<context>
    <name>DocumentsModel</name>
    <message>
        <source>Unseen</source>
        <translation>未处理</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>有建议</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>No split</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Uncertainty</source>
        <translation>不确定度</translation>
    </message>
    <message>
        <source>%1, highest first</source>
        <translation>%1，从高到低</translation>
    </message>
    <message>
        <source>%1, lowest first</source>
        <translation>%1，从低到高</translation>
    </message>
    <message>
        <source>The highest score among the open suggestions</source>
        <translation>未处理建议中的最高分数</translation>
    </message>
    <message>
        <source>How unsure the last run was: label the highest first</source>
        <translation>最近一次运行的不确定程度：数值高的宜先标注</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Learning order</source>
        <translation>学习顺序</translation>
    </message>
    <message>
        <source>The place in the order in which a run would learn most; Inspect makes it</source>
        <translation>在模型最能学到东西的顺序中排第几；该顺序由“检查”页生成</translation>
    </message>
    <message numerus="yes">
        <source>%Ln found, %1 % of the texts read</source>
        <translation>
            <numerusform>找到 %Ln 个,已读 %1 % 的文本</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsTable</name>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
</context>
<context>
    <name>DoubtCard</name>
    <message>
        <source>As it is labelled</source>
        <translation>现有标注</translation>
    </message>
    <message>
        <source>As proposed</source>
        <translation>建议标注</translation>
    </message>
    <message>
        <source>Fix  F</source>
        <translation>改正  F</translation>
    </message>
    <message>
        <source>Keep  K</source>
        <translation>保留  K</translation>
    </message>
    <message>
        <source>Unsure  U</source>
        <translation>存疑  U</translation>
    </message>
    <message>
        <source>Show in the text</source>
        <translation>在文本中显示</translation>
    </message>
    <message>
        <source>Make the labels the proposed ones (F)</source>
        <translation>把标签改为建议的标签（F）</translation>
    </message>
    <message>
        <source>The label is right as it stands (K)</source>
        <translation>现有标签正确（K）</translation>
    </message>
    <message>
        <source>Leave it open for somebody else (U)</source>
        <translation>留给他人判断（U）</translation>
    </message>
    <message>
        <source>Open the document in the labelling workspace (Enter)</source>
        <translation>在标注工作区中打开文档（Enter）</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>改正</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>DownloadForm</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Name in your library</source>
        <translation>在模型库中的名称</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>模型库地址</translation>
    </message>
    <message>
        <source>SHA-256 of model.safetensors (optional)</source>
        <translation>model.safetensors 的 SHA-256（可选）</translation>
    </message>
    <message>
        <source>Mirror (optional)</source>
        <translation>镜像（可选）</translation>
    </message>
    <message>
        <source>Proxy (optional)</source>
        <translation>代理（可选）</translation>
    </message>
    <message>
        <source>owner/name, as the hub shows it</source>
        <translation>模型库中显示的 owner/name</translation>
    </message>
    <message>
        <source>The 40 digits of a commit: a branch can change under its name, a commit cannot</source>
        <translation>提交的 40 位编号：分支的内容会变，提交不会</translation>
    </message>
    <message>
        <source>Left empty, the hash that the hub announces must hold</source>
        <translation>留空时，以模型库公布的哈希值为准</translation>
    </message>
    <message>
        <source>Is tried where the hub fails</source>
        <translation>模型库失败时使用</translation>
    </message>
    <message>
        <source>Left empty, what http_proxy and https_proxy say</source>
        <translation>留空时，按 http_proxy 和 https_proxy 的设置</translation>
    </message>
    <message>
        <source>Write owner/name</source>
        <translation>请写成 owner/name</translation>
    </message>
    <message>
        <source>Letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos; make a name</source>
        <translation>名称由字母、数字、“.”、“_”和“-”组成</translation>
    </message>
    <message>
        <source>Write the 40 digits of a commit, which the hub shows under “History”</source>
        <translation>请填写提交的 40 位编号，可在模型库的“History”中查到</translation>
    </message>
    <message>
        <source>Write an https address</source>
        <translation>请填写 https 地址</translation>
    </message>
    <message>
        <source>A SHA-256 has 64 digits</source>
        <translation>SHA-256 有 64 位</translation>
    </message>
    <message>
        <source>Write for example http://proxy.example:3128</source>
        <translation>例如 http://proxy.example:3128</translation>
    </message>
</context>
<context>
    <name>ErrorBanner</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Copy the details of this message</source>
        <translation>复制这条消息的详情</translation>
    </message>
    <message>
        <source>Hide this message</source>
        <translation>收起这条消息</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Act on this message</source>
        <translation>处理此消息</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Something went wrong inside the program</source>
        <translation>程序内部出错</translation>
    </message>
    <message>
        <source>Try again; if it comes back, report it with the details.</source>
        <translation>请重试；如再次出现，请附上详情反馈。</translation>
    </message>
    <message>
        <source>This cannot be done as asked</source>
        <translation>无法按要求执行</translation>
    </message>
    <message>
        <source>Change what was entered and try again.</source>
        <translation>请修改输入后重试。</translation>
    </message>
    <message>
        <source>Something that is needed is not there</source>
        <translation>找不到所需的内容</translation>
    </message>
    <message>
        <source>Check the name and the path.</source>
        <translation>请检查名称和路径。</translation>
    </message>
    <message>
        <source>Something of this name exists already</source>
        <translation>已有同名内容</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>A file could not be read or written</source>
        <translation>无法读写文件</translation>
    </message>
    <message>
        <source>Check the disk and the path.</source>
        <translation>请检查磁盘和路径。</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Free some space and try again; nothing was changed.</source>
        <translation>请腾出空间后重试；没有任何改动。</translation>
    </message>
    <message>
        <source>This place cannot be written to</source>
        <translation>此处无法写入</translation>
    </message>
    <message>
        <source>Copy the project to a folder that you may write to.</source>
        <translation>请把项目复制到可以写入的文件夹。</translation>
    </message>
    <message>
        <source>It is in use already</source>
        <translation>正被占用</translation>
    </message>
    <message>
        <source>Close it there, or wait until it is done.</source>
        <translation>请在别处关闭它，或等它完成。</translation>
    </message>
    <message>
        <source>A file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>Keep it as it is and go back to a backup.</source>
        <translation>请保留原文件，并改用备份。</translation>
    </message>
    <message>
        <source>This file belongs to another program</source>
        <translation>这是其他程序的文件</translation>
    </message>
    <message>
        <source>Choose a file that ends in .evenspan.</source>
        <translation>请选择以 .evenspan 结尾的文件。</translation>
    </message>
    <message>
        <source>This was written by a newer version</source>
        <translation>由更新的版本写成</translation>
    </message>
    <message>
        <source>Install the newer version to change it.</source>
        <translation>请安装新版本后再修改。</translation>
    </message>
    <message>
        <source>The text is not UTF-8</source>
        <translation>文本不是 UTF-8 编码</translation>
    </message>
    <message>
        <source>Save the file as UTF-8 and try again.</source>
        <translation>请把文件另存为 UTF-8 后重试。</translation>
    </message>
    <message>
        <source>The file does not follow its format</source>
        <translation>文件不符合格式</translation>
    </message>
    <message>
        <source>Mend the line that is named, or choose another format.</source>
        <translation>请修改所指的行，或选择其他格式。</translation>
    </message>
    <message>
        <source>The settings contradict each other or the data</source>
        <translation>设置相互矛盾或与数据不符</translation>
    </message>
    <message>
        <source>Change the setting that is named.</source>
        <translation>请修改所指的设置。</translation>
    </message>
    <message>
        <source>This is not supported here</source>
        <translation>此处不支持</translation>
    </message>
    <message>
        <source>Choose another way that the details name.</source>
        <translation>请按详情所示换一种方式。</translation>
    </message>
    <message>
        <source>This was refused for safety</source>
        <translation>为安全起见已拒绝</translation>
    </message>
    <message>
        <source>Take the file from a source that you trust, in a safe format.</source>
        <translation>请从可信来源获取安全格式的文件。</translation>
    </message>
    <message>
        <source>The file is not the one that is expected</source>
        <translation>文件与预期不符</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>请重新下载。</translation>
    </message>
    <message>
        <source>Labels or documents do not fit the run</source>
        <translation>标签或文档与该次训练不符</translation>
    </message>
    <message>
        <source>Undo the changes, or start a new run.</source>
        <translation>请撤销改动，或新建一次训练。</translation>
    </message>
    <message>
        <source>There is nothing to work on</source>
        <translation>没有可处理的内容</translation>
    </message>
    <message>
        <source>Import or label documents first.</source>
        <translation>请先导入或标注文档。</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Close other programs, or lower the batch size.</source>
        <translation>请关闭其他程序，或减小批大小。</translation>
    </message>
    <message>
        <source>The loss is no longer a number</source>
        <translation>损失值不再是数字</translation>
    </message>
    <message>
        <source>Lower the learning rate, or train in full precision.</source>
        <translation>请降低学习率，或使用全精度训练。</translation>
    </message>
    <message>
        <source>Training and prediction are not available</source>
        <translation>无法训练和预测</translation>
    </message>
    <message>
        <source>Install the engine; everything else works without it.</source>
        <translation>请安装引擎；其他功能不受影响。</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>ErrorsTab</name>
    <message>
        <source>Drop the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Find in mentions</source>
        <translation>在提及中查找</translation>
    </message>
    <message>
        <source>Show the filters at the left</source>
        <translation>在左侧显示筛选</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>提及</translation>
    </message>
    <message>
        <source>Open the mention in the labelling workspace</source>
        <translation>在标注页打开此提及</translation>
    </message>
    <message>
        <source>Open the mention in the labelling workspace (Enter)</source>
        <translation>在标注页打开此提及（Enter）</translation>
    </message>
    <message>
        <source>No mention passes the filter.</source>
        <translation>没有提及符合筛选条件。</translation>
    </message>
    <message>
        <source>The sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>%1 of %2 mentions</source>
        <translation>%2 处提及中的 %1 处</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mentions</source>
        <translation>
            <numerusform>%Ln 处提及</numerusform>
        </translation>
    </message>
    <message>
        <source>with a word labelled %1 and marked %2</source>
        <translation>含有标注为 %1、标记为 %2 的词</translation>
    </message>
    <message>
        <source>%1: %2  ·  %3, sentence %4</source>
        <translation>%1：%2  ·  %3，第 %4 句</translation>
    </message>
    <message>
        <source>Make a test</source>
        <translation>生成测试</translation>
    </message>
    <message>
        <source>Keep the sentence with its labels as a test of behaviour for every run</source>
        <translation>将该句及其标签保留为每次运行的行为测试</translation>
    </message>
</context>
<context>
    <name>ExampleDelegate</name>
    <message>
        <source>Labelled</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1 percent sure</source>
        <translation>把握 %1%</translation>
    </message>
    <message>
        <source>as labelled, %1</source>
        <translation>与标注一致，%1</translation>
    </message>
</context>
<context>
    <name>ExamplesModel</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Document %1, sentence %2</source>
        <translation>文档 %1，第 %2 句</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Sure, percent</source>
        <translation>把握（%）</translation>
    </message>
    <message>
        <source>%1: %2. Labelled: %3. Predicted: %4. %5 percent sure.</source>
        <translation>%1：%2。标注：%3。预测：%4。把握 %5%。</translation>
    </message>
</context>
<context>
    <name>ExamplesTab</name>
    <message>
        <source>Sentences come here with the first evaluation: as they are labelled, and as the model reads them.</source>
        <translation>第一次评估后这里会显示句子：标注的样子，以及模型的读法。</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Which evaluation is shown</source>
        <translation>显示哪次评估</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The sentences as a table (T)</source>
        <translation>以表格显示句子（T）</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Examples as a table</source>
        <translation>示例表格</translation>
    </message>
    <message>
        <source>Step %1, epoch %2</source>
        <translation>第 %1 步，第 %2 轮</translation>
    </message>
    <message>
        <source>Every validation sentence is read as it is labelled; these are the least sure</source>
        <translation>所有验证句子都与标注一致；这些是把握最小的</translation>
    </message>
    <message numerus="yes">
        <source>%n of them read otherwise than labelled, the least sure first</source>
        <translation>
            <numerusform>其中 %n 句与标注不同，把握最小的在前</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter opens the document of a sentence</source>
        <translation>回车打开句子所在的文档</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Read the file back and compare</source>
        <translation>读回文件并比较</translation>
    </message>
    <message>
        <source>Make cells safe for spreadsheets</source>
        <translation>让单元格对电子表格安全</translation>
    </message>
    <message>
        <source>Choose a place…</source>
        <translation>选择位置…</translation>
    </message>
    <message>
        <source>Export documents</source>
        <translation>导出文档</translation>
    </message>
    <message>
        <source>Labels of the project</source>
        <translation>项目中的标注</translation>
    </message>
    <message>
        <source>As the format can</source>
        <translation>按格式的能力</translation>
    </message>
    <message>
        <source>Keep the longest</source>
        <translation>保留最长的</translation>
    </message>
    <message>
        <source>Keep the first</source>
        <translation>保留最先的</translation>
    </message>
    <message>
        <source>Keep all, in several files</source>
        <translation>全部保留，分写多个文件</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签体系</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Labels from</source>
        <translation>标注来源</translation>
    </message>
    <message>
        <source>Labels that overlap</source>
        <translation>重叠的标注</translation>
    </message>
    <message>
        <source>After writing, the file is read and compared with the project.</source>
        <translation>写完后读取文件，与项目比较。</translation>
    </message>
    <message>
        <source>Cells that begin with = + - or @ get a &apos; before them, so that no spreadsheet runs them.</source>
        <translation>以 = + - 或 @ 开头的单元格前会加上 &apos;，以免电子表格把它们当公式运行。</translation>
    </message>
    <message>
        <source>What the file would not hold</source>
        <translation>文件容纳不了的内容</translation>
    </message>
    <message numerus="yes">
        <source>Those of the list: %Ln documents</source>
        <translation>
            <numerusform>列表中的：%Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
    </message>
    <message>
        <source>Split: %1</source>
        <translation>划分：%1</translation>
    </message>
    <message>
        <source>Predictions of %1</source>
        <translation>%1 的预测</translation>
    </message>
    <message>
        <source>Nothing can be written by these choices</source>
        <translation>按这些选择没有可写的内容</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln 篇文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln 个实体</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>To be written: %1</source>
        <translation>将写入：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Nothing is lost: the format holds all that these documents have.</source>
        <translation>没有丢失：该格式能容纳这些文档的全部内容。</translation>
    </message>
    <message>
        <source>Stopped; nothing was exported</source>
        <translation>已停止，没有导出任何内容</translation>
    </message>
    <message>
        <source>%1 written to %2; read back, they are the same</source>
        <translation>%1已写入 %2；读回比较，完全一致</translation>
    </message>
    <message>
        <source>%1 written to %2</source>
        <translation>%1已写入 %2</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Looking at what would be written…</source>
        <translation>正在查看将写入的内容…</translation>
    </message>
    <message>
        <source>Labels of %1</source>
        <translation>%1 的标签</translation>
    </message>
</context>
<context>
    <name>ExportForms</name>
    <message>
        <source>Commas between cells (CSV)</source>
        <translation>以逗号分隔（CSV）</translation>
    </message>
    <message>
        <source>Tabs between cells (TSV)</source>
        <translation>以制表符分隔（TSV）</translation>
    </message>
    <message>
        <source>Labels only</source>
        <translation>仅标注</translation>
    </message>
    <message>
        <source>With relations</source>
        <translation>含关系</translation>
    </message>
    <message>
        <source>Tasks with annotations</source>
        <translation>带标注的任务</translation>
    </message>
    <message>
        <source>Short form (JSON-MIN)</source>
        <translation>精简形式（JSON-MIN）</translation>
    </message>
    <message>
        <source>Export documents</source>
        <translation>导出文档</translation>
    </message>
    <message>
        <source>New folder (*)</source>
        <translation>新文件夹 (*)</translation>
    </message>
    <message>
        <source>This file is there already</source>
        <translation>该文件已存在</translation>
    </message>
    <message>
        <source>Choose another name, or remove the file first.</source>
        <translation>请换一个名称，或先移走该文件。</translation>
    </message>
</context>
<context>
    <name>ExportModelDialog</name>
    <message>
        <source>Choose a place…</source>
        <translation>选择位置…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Export model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出 %1</translation>
    </message>
    <message>
        <source>Hugging Face folder</source>
        <translation>Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>For Python and other programs that use transformers: weights, tokenizer and model card.</source>
        <translation>用于 Python 和其他使用 transformers 的程序：权重、分词器和模型卡。</translation>
    </message>
    <message>
        <source>ONNX file</source>
        <translation>ONNX 文件</translation>
    </message>
    <message>
        <source>For runtimes without Python. The labels are in the file; the tokenizer is not.</source>
        <translation>用于没有 Python 的运行环境。标签在文件里，分词器不在。</translation>
    </message>
    <message>
        <source>One archive</source>
        <translation>单个归档</translation>
    </message>
    <message>
        <source>A zip file with model card and checksums, to pass on or keep. Evenspan takes it back by “evenspan-cli models add”.</source>
        <translation>带有模型卡和校验和的 zip 文件，便于转交或保存。可用“evenspan-cli models add”重新加入 Evenspan。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>ONNX file (*.onnx)</source>
        <translation>ONNX 文件 (*.onnx)</translation>
    </message>
    <message>
        <source>Archive (*.zip)</source>
        <translation>归档 (*.zip)</translation>
    </message>
    <message>
        <source>New folder (*)</source>
        <translation>新文件夹 (*)</translation>
    </message>
    <message>
        <source>Stopped; nothing was exported</source>
        <translation>已停止，没有导出任何内容</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
</context>
<context>
    <name>ExportReportDialog</name>
    <message>
        <source>PDF, to hand over</source>
        <translation>PDF，用于交付</translation>
    </message>
    <message>
        <source>HTML, one page to read on a screen</source>
        <translation>HTML，单页，在屏幕上读</translation>
    </message>
    <message>
        <source>JSON, every figure for other programs</source>
        <translation>JSON，全部数字，供其他程序使用</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>写报告</translation>
    </message>
    <message>
        <source>Export the bias report</source>
        <translation>导出偏差报告</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>The report holds totals only: no sentence of your text, no name from it.</source>
        <translation>报告只有汇总数字：没有你文本里的句子，也没有其中的名字。</translation>
    </message>
    <message>
        <source>Bias report</source>
        <translation>偏差报告</translation>
    </message>
    <message>
        <source>Language of the report</source>
        <translation>报告的语言</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Folder for the report</source>
        <translation>报告的文件夹</translation>
    </message>
</context>
<context>
    <name>FacetTree</name>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>提及</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Share of these mentions that is right</source>
        <translation>这些提及中正确的比例</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Score (%1)</source>
        <translation>得分（%1）</translation>
    </message>
</context>
<context>
    <name>FiguresTab</name>
    <message>
        <source>Charts</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>This figure is not of single mentions or sentences</source>
        <translation>这个数字不对应单个的提及或句子</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Texts and labelled files (%1);;All files (*)</source>
        <translation>文本和已标注的文件 (%1);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>has this label</source>
        <translation>含有此标签</translation>
    </message>
    <message>
        <source>how far it is</source>
        <translation>处理进度</translation>
    </message>
    <message>
        <source>train, validation, test</source>
        <translation>train、validation、test</translation>
    </message>
    <message>
        <source>words of the text</source>
        <translation>正文中的词语</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>part of its name</source>
        <translation>名称的一部分</translation>
    </message>
    <message>
        <source>score of a suggestion</source>
        <translation>建议的分数</translation>
    </message>
    <message>
        <source>how unsure the last run was</source>
        <translation>最近一次运行的不确定程度</translation>
    </message>
    <message>
        <source>who labelled</source>
        <translation>由谁标注</translation>
    </message>
    <message>
        <source>has open suggestions</source>
        <translation>有未处理的建议</translation>
    </message>
    <message>
        <source>predicted by this run</source>
        <translation>由此训练运行预测</translation>
    </message>
    <message>
        <source>number of entities</source>
        <translation>实体个数</translation>
    </message>
    <message>
        <source>length in tokens</source>
        <translation>词元数</translation>
    </message>
    <message>
        <source>has comments</source>
        <translation>有评论</translation>
    </message>
    <message>
        <source>is flagged</source>
        <translation>已加旗标</translation>
    </message>
    <message>
        <source>suggested by this rule</source>
        <translation>由此规则建议</translation>
    </message>
    <message>
        <source>attribute of an entity</source>
        <translation>实体的属性</translation>
    </message>
    <message>
        <source>metadata column</source>
        <translation>元数据列</translation>
    </message>
    <message>
        <source>order of the list</source>
        <translation>列表的顺序</translation>
    </message>
    <message>
        <source>Filter, such as state:unseen label:PER acme</source>
        <translation>筛选，例如 state:unseen label:PER 北京</translation>
    </message>
    <message>
        <source>Filter the documents</source>
        <translation>筛选文档</translation>
    </message>
    <message>
        <source>Words of the text, or terms such as label:PER. Down offers what may be typed here.</source>
        <translation>正文词语，或 label:PER 这样的条件。按向下键可查看此处能输入的内容。</translation>
    </message>
    <message>
        <source>Words of the text, or label: state: split: name: source: suggested: score&lt; spans&gt; tokens&gt; meta.column= sort: ; - denies, OR between terms. Down offers what may be typed here.</source>
        <translation>正文词语，或 label: state: split: name: source: suggested: score&lt; spans&gt; tokens&gt; meta.列= sort:；- 表示否定，条件间可用 OR。按向下键可查看此处能输入的内容。</translation>
    </message>
    <message>
        <source>What may be typed here</source>
        <translation>此处可输入的内容</translation>
    </message>
    <message>
        <source>Type a filter first, then save it under a name</source>
        <translation>请先输入筛选条件，再为它取名保存</translation>
    </message>
</context>
<context>
    <name>FilterMistake</name>
    <message>
        <source>it is empty</source>
        <translation>表达式为空</translation>
    </message>
    <message>
        <source>it is not UTF-8</source>
        <translation>不是 UTF-8</translation>
    </message>
    <message>
        <source>a parenthesis has no partner</source>
        <translation>圆括号不成对</translation>
    </message>
    <message>
        <source>a bracket [ is not closed</source>
        <translation>方括号 [ 没有闭合</translation>
    </message>
    <message>
        <source>there is no such escape after \</source>
        <translation>\ 之后没有这种转义</translation>
    </message>
    <message>
        <source>this cannot stand here</source>
        <translation>这里不能写这个</translation>
    </message>
    <message>
        <source>the counts in { } cannot be read</source>
        <translation>{ } 中的次数无法读取</translation>
    </message>
    <message>
        <source>the second count in { } is below the first</source>
        <translation>{ } 中第二个次数小于第一个</translation>
    </message>
    <message>
        <source>there is no group of this number or name</source>
        <translation>没有这个编号或名称的分组</translation>
    </message>
    <message>
        <source>the range of characters runs backwards</source>
        <translation>字符范围的先后颠倒</translation>
    </message>
    <message>
        <source>what looks behind needs a limited length</source>
        <translation>向后查看的部分必须有长度上限</translation>
    </message>
    <message>
        <source>a number is too big</source>
        <translation>数字太大</translation>
    </message>
    <message>
        <source>there is no such property of characters</source>
        <translation>没有这种字符属性</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>是否想写 %1？</translation>
    </message>
    <message>
        <source>Known are: %1</source>
        <translation>可用的有：%1</translation>
    </message>
    <message>
        <source>There is a ) without a (</source>
        <translation>有一个 ) 缺少对应的 (</translation>
    </message>
    <message>
        <source>Take it out, or add a (.</source>
        <translation>请去掉它，或补上 (。</translation>
    </message>
    <message>
        <source>A ( is not closed</source>
        <translation>有一个 ( 没有闭合</translation>
    </message>
    <message>
        <source>Add a ).</source>
        <translation>请补上 )。</translation>
    </message>
    <message>
        <source>There is nothing before OR</source>
        <translation>OR 之前没有内容</translation>
    </message>
    <message>
        <source>Put a term on either side.</source>
        <translation>两侧都要写条件。</translation>
    </message>
    <message>
        <source>There is nothing after OR</source>
        <translation>OR 之后没有内容</translation>
    </message>
    <message>
        <source>There is nothing after the -</source>
        <translation>- 之后没有内容</translation>
    </message>
    <message>
        <source>Put what is denied right behind it.</source>
        <translation>请紧接着写要排除的条件。</translation>
    </message>
    <message>
        <source>The filter is nested too deeply</source>
        <translation>筛选条件嵌套过深</translation>
    </message>
    <message>
        <source>Use fewer brackets.</source>
        <translation>请减少括号。</translation>
    </message>
    <message>
        <source>The filter has too many terms</source>
        <translation>筛选条件太多</translation>
    </message>
    <message>
        <source>Use fewer of them.</source>
        <translation>请减少条件。</translation>
    </message>
    <message>
        <source>A filter of this name is not known</source>
        <translation>没有这个名称的筛选条件</translation>
    </message>
    <message>
        <source>An order cannot stand in brackets</source>
        <translation>排序不能写在括号里</translation>
    </message>
    <message>
        <source>Put sort: outside of them.</source>
        <translation>请把 sort: 写在括号外。</translation>
    </message>
    <message>
        <source>The order is given twice</source>
        <translation>排序写了两次</translation>
    </message>
    <message>
        <source>Leave one out.</source>
        <translation>请去掉一个。</translation>
    </message>
    <message>
        <source>An order of this name is not known</source>
        <translation>没有这个名称的排序</translation>
    </message>
    <message>
        <source>An order cannot be denied</source>
        <translation>排序不能加 - 排除</translation>
    </message>
    <message>
        <source>Write sort:-name for the other way round.</source>
        <translation>要倒序请写 sort:-name。</translation>
    </message>
    <message>
        <source>An order is written with a colon</source>
        <translation>排序要用冒号</translation>
    </message>
    <message>
        <source>Write it like sort:name.</source>
        <translation>例如 sort:name。</translation>
    </message>
    <message>
        <source>Only score, uncertainty, spans and tokens can be compared by size</source>
        <translation>只有 score、uncertainty、spans 和 tokens 可以比较大小</translation>
    </message>
    <message>
        <source>Use : instead.</source>
        <translation>请改用 :。</translation>
    </message>
    <message>
        <source>A value is missing</source>
        <translation>缺少值</translation>
    </message>
    <message>
        <source>Write &quot;&quot; for an empty one.</source>
        <translation>空值请写 &quot;&quot;。</translation>
    </message>
    <message>
        <source>This value is not known</source>
        <translation>没有这个值</translation>
    </message>
    <message>
        <source>A value is too long</source>
        <translation>值太长</translation>
    </message>
    <message>
        <source>Search for less.</source>
        <translation>请缩短搜索内容。</translation>
    </message>
    <message>
        <source>A number is needed here</source>
        <translation>这里需要数字</translation>
    </message>
    <message>
        <source>Write it like 0.6 or 12.</source>
        <translation>例如 0.6 或 12。</translation>
    </message>
    <message>
        <source>A quotation mark is not closed</source>
        <translation>引号没有闭合</translation>
    </message>
    <message>
        <source>Add a &quot;.</source>
        <translation>请补上 &quot;。</translation>
    </message>
    <message>
        <source>A regular expression is missing</source>
        <translation>缺少正则表达式</translation>
    </message>
    <message>
        <source>Write it like re:&quot;EUR [0-9]+&quot;.</source>
        <translation>例如 re:&quot;EUR [0-9]+&quot;。</translation>
    </message>
    <message>
        <source>The regular expression cannot be read: %1</source>
        <translation>正则表达式无法读取：%1</translation>
    </message>
    <message>
        <source>A sign with a meaning of its own takes a \ before it.</source>
        <translation>有特殊含义的符号前要加 \。</translation>
    </message>
    <message>
        <source>%1 – at character %2  ·  %3</source>
        <translation>%1（第 %2 个字符）  ·  %3</translation>
    </message>
</context>
<context>
    <name>FineTuneDialog</name>
    <message>
        <source>Counting the sentences…</source>
        <translation>正在统计句子…</translation>
    </message>
    <message>
        <source>No decided sentence to learn from yet: mark documents as done</source>
        <translation>还没有可供学习的句子：请先把文档标记为完成</translation>
    </message>
    <message>
        <source>Only documents with %1</source>
        <translation>仅限 %1 的文档</translation>
    </message>
    <message>
        <source>%1 undecided sentences are left out</source>
        <translation>%1 个未定的句子不参与训练</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Fine-tune a model</source>
        <translation>微调模型</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>How this run is called in the list and on the command line</source>
        <translation>这次训练在列表和命令行中的名称</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Take a model from a folder</source>
        <translation>从文件夹选取模型</translation>
    </message>
    <message>
        <source>A folder with config.json, tokenizer files and model.safetensors</source>
        <translation>含 config.json、分词器文件和 model.safetensors 的文件夹</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 sentences to learn from, %2 to choose the best weights by</source>
        <translation>用 %1 个句子学习，用 %2 个句子挑选最佳权重</translation>
    </message>
    <message>
        <source>%1 sentences; a tenth is held out, since there is no validation split</source>
        <translation>共 %1 个句子；没有验证集，将留出十分之一</translation>
    </message>
    <message>
        <source>Folder of the model</source>
        <translation>模型所在文件夹</translation>
    </message>
    <message>
        <source>Give the run a name.</source>
        <translation>请为这次训练取个名称。</translation>
    </message>
    <message>
        <source>There is a run with this name already.</source>
        <translation>已有同名的训练。</translation>
    </message>
    <message>
        <source>What learns: an encoder that was trained on plain text before, or a run to go on from</source>
        <translation>参与学习的模型：在普通文本上预训练过的编码器，或可接着训练的一次训练</translation>
    </message>
    <message>
        <source>Load recipe…</source>
        <translation>载入配方…</translation>
    </message>
    <message>
        <source>Take every setting from a file</source>
        <translation>从文件读取全部设置</translation>
    </message>
    <message>
        <source>Save recipe…</source>
        <translation>保存配方…</translation>
    </message>
    <message>
        <source>Keep every setting in a file, for another run or person</source>
        <translation>把全部设置存成文件，供以后或他人使用</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>The line of evenspan-cli that starts this very run</source>
        <translation>启动同一训练的 evenspan-cli 命令行</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>简易</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>常用</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>A quick try</source>
        <translation>快速试一试</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>As good as it gets</source>
        <translation>尽可能好</translation>
    </message>
    <message>
        <source>Chosen from the data</source>
        <translation>按数据选择</translation>
    </message>
    <message>
        <source>Small data</source>
        <translation>数据少</translation>
    </message>
    <message>
        <source>Large data</source>
        <translation>数据多</translation>
    </message>
    <message>
        <source>No graphics card</source>
        <translation>没有显卡</translation>
    </message>
    <message>
        <source>Long texts</source>
        <translation>长文本</translation>
    </message>
    <message>
        <source>Labels with mistakes</source>
        <translation>标注有错误</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>More epochs take longer and mostly find more</source>
        <translation>轮数越多越耗时，通常也找得更全</translation>
    </message>
    <message>
        <source>Suited to</source>
        <translation>适用于</translation>
    </message>
    <message>
        <source>A set of settings for a kind of work</source>
        <translation>针对某类工作的一组设置</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Go on from %1</source>
        <translation>接着 %1 训练</translation>
    </message>
    <message>
        <source>Load a recipe</source>
        <translation>载入配方</translation>
    </message>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>配方 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>配方 (*.json)</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>The library of models</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>See, add and download models</source>
        <translation>查看、添加和下载模型</translation>
    </message>
    <message>
        <source>Put into the queue</source>
        <translation>放入队列</translation>
    </message>
    <message>
        <source>No model is on this machine. Choose a folder, or download one.</source>
        <translation>本机没有模型。请选择文件夹，或下载一个。</translation>
    </message>
    <message>
        <source> runs that differ by their seed</source>
        <translation> 次仅随机种子不同的训练</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练次数</translation>
    </message>
    <message>
        <source>They wait in the queue one behind the other. How far they differ by their seed alone is what a change has to be measured against.</source>
        <translation>它们在队列中依次等待。仅由随机种子造成的差异，是衡量变化的尺度。</translation>
    </message>
    <message>
        <source>Some labels are rare beside others: they weigh more</source>
        <translation>有些标签比其他标签少得多：它们的权重更大</translation>
    </message>
    <message>
        <source>One sentence in a hundred has over %1 words: windows of %2 sub-words</source>
        <translation>每百句中有一句超过 %1 个词：窗口为 %2 个子词</translation>
    </message>
    <message>
        <source>Memory is short: batches of %1 sentences, %2 to a step</source>
        <translation>内存不足：每批 %1 句，每步 %2 批</translation>
    </message>
    <message>
        <source>Memory is short: activations are computed again</source>
        <translation>内存不足：激活值重新计算</translation>
    </message>
</context>
<context>
    <name>GroupChoices</name>
    <message>
        <source>the run does not know %1</source>
        <translation>该次训练不认识 %1</translation>
    </message>
    <message>
        <source>nothing in the project is labelled %1</source>
        <translation>项目中没有标注为 %1 的内容</translation>
    </message>
    <message>
        <source>Test suites: names associated with groups, in the same sentences</source>
        <translation>测试套件：与各组相关的名字，放进同样的句子</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Each name of the list in each sentence of the suite</source>
        <translation>名单里的每个名字放进套件的每个句子</translation>
    </message>
    <message>
        <source>Your own sentences, with the names of a list in the place of theirs</source>
        <translation>您自己的句子，把其中的名字换成名单里的</translation>
    </message>
    <message>
        <source>%1 becomes names of %2</source>
        <translation>%1 换成 %2 里的名字</translation>
    </message>
    <message>
        <source>Every mention of this label gets a name of each group in turn, the same one for the same name of a document</source>
        <translation>这一标签的每处提及依次换成各组的名字；同一文档里相同的名字换成同一个</translation>
    </message>
    <message>
        <source>Documents by what is known of them</source>
        <translation>按文档的已知信息</translation>
    </message>
    <message>
        <source>Each value of this column of the documents is a group</source>
        <translation>文档这一列的每个值是一组</translation>
    </message>
    <message>
        <source>Mentions by an attribute that people set</source>
        <translation>按人工给提及设的属性</translation>
    </message>
    <message>
        <source>Each value of this attribute is a group</source>
        <translation>这个属性的每个值是一组</translation>
    </message>
    <message>
        <source>Mentions by the form of their words</source>
        <translation>按提及的词形</translation>
    </message>
    <message>
        <source>Writing system</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Latin, Han, Cyrillic…</source>
        <translation>拉丁、汉字、西里尔…</translation>
    </message>
    <message>
        <source>Capital letters</source>
        <translation>大小写</translation>
    </message>
    <message>
        <source>How capital and small letters are used</source>
        <translation>大小写字母的用法</translation>
    </message>
    <message>
        <source>Number of words</source>
        <translation>词数</translation>
    </message>
    <message>
        <source>One, two, three, more</source>
        <translation>一个、两个、三个、更多</translation>
    </message>
    <message>
        <source>Place in the sentence</source>
        <translation>在句中的位置</translation>
    </message>
    <message>
        <source>First, inside, last</source>
        <translation>句首、句中、句末</translation>
    </message>
    <message>
        <source>Seen in training, or not</source>
        <translation>训练时是否见过</translation>
    </message>
    <message>
        <source>Whether the same words are labelled in the training documents</source>
        <translation>同样的词在训练文档里是否标注过</translation>
    </message>
    <message>
        <source>Mentions whose words stand in a list of names</source>
        <translation>词出现在名单里的提及</translation>
    </message>
    <message>
        <source>Names of %1</source>
        <translation>%1 的名字</translation>
    </message>
    <message>
        <source>Mentions of the text whose words are all of one group of the list</source>
        <translation>文本中所有词都属于名单同一组的提及</translation>
    </message>
    <message>
        <source>counting its sentences…</source>
        <translation>正在统计句子…</translation>
    </message>
    <message>
        <source>no sentence of this text has such a mention</source>
        <translation>这份文本里没有含这种提及的句子</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n 个句子</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>How often in training</source>
        <translation>训练中出现的次数</translation>
    </message>
    <message>
        <source>Labelled never, once, up to nine times or more often in the training documents</source>
        <translation>在训练文档中从未、一次、至多九次或更多次被标注</translation>
    </message>
    <message>
        <source>Ordinary words, too, or not</source>
        <translation>是否也是普通词</translation>
    </message>
    <message>
        <source>Whether each word of the mention also stands in small letters outside entities, as “will” and “rose” do</source>
        <translation>提及中的每个词是否也在实体之外以小写形式出现，如 “will” 和 “rose”</translation>
    </message>
    <message>
        <source>Number of sub-words</source>
        <translation>子词数量</translation>
    </message>
    <message>
        <source>Into how many pieces the model cuts the mention</source>
        <translation>模型把提及切成几段</translation>
    </message>
</context>
<context>
    <name>GuidelineEditor</name>
    <message>
        <source>Save version</source>
        <translation>保存为新版本</translation>
    </message>
    <message>
        <source>Version of the guideline</source>
        <translation>规范的版本</translation>
    </message>
    <message>
        <source>Guideline</source>
        <translation>标注规范</translation>
    </message>
    <message>
        <source>Guideline, in Markdown</source>
        <translation>标注规范（Markdown）</translation>
    </message>
    <message>
        <source>What belongs to this label, what does not, and where its ends lie.

Markdown: # heading, **bold**, - list</source>
        <translation>哪些内容属于此标签，哪些不属于，边界在哪里。

Markdown：# 标题，**粗体**，- 列表</translation>
    </message>
    <message>
        <source>No guideline yet. Write down what belongs to this label and what does not, so that everybody marks alike. Every save is a version.</source>
        <translation>还没有标注规范。写下哪些内容属于此标签、哪些不属于，大家的标注才会一致。每次保存都是一个版本。</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves, Esc leaves it as it was</source>
        <translation>Ctrl+回车保存，Esc 放弃修改</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Version %1 · %2 · %3</source>
        <translation>版本 %1 · %2 · %3</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>开始编写</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Use this text again</source>
        <translation>重新采用此文本</translation>
    </message>
    <message>
        <source>Guideline of %1 saved</source>
        <translation>%1 的标注规范已保存</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Nothing has happened to this document yet.</source>
        <translation>此文档尚无任何操作。</translation>
    </message>
    <message>
        <source>Go back to this moment</source>
        <translation>回到此时刻</translation>
    </message>
    <message>
        <source>History of this document</source>
        <translation>此文档的历史</translation>
    </message>
    <message>
        <source>Labels and state become what they were just after the chosen step. One undo takes it back.</source>
        <translation>标签与状态恢复到所选步骤之后的样子。撤销一次即可收回。</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Redone: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>This step was undone</source>
        <translation>此步骤已被撤销</translation>
    </message>
    <message>
        <source>Go back to %1</source>
        <translation>回到 %1</translation>
    </message>
</context>
<context>
    <name>HitsModel</name>
    <message>
        <source>%1, in %2: %3</source>
        <translation>%1，位于 %2：%3</translation>
    </message>
</context>
<context>
    <name>HitsPanel</name>
    <message>
        <source>Show or fold the places that the filter found</source>
        <translation>展开或折叠筛选找到的位置</translation>
    </message>
    <message>
        <source>Places that the filter found</source>
        <translation>筛选找到的位置</translation>
    </message>
    <message>
        <source>Looking for places…</source>
        <translation>正在查找位置…</translation>
    </message>
    <message>
        <source>The places cannot be read</source>
        <translation>无法读取这些位置</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln places</source>
        <translation>
            <numerusform>前 %Ln 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln places</source>
        <translation>
            <numerusform>%Ln 处</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HueChooser</name>
    <message>
        <source>%1, in force</source>
        <translation>%1，当前</translation>
    </message>
    <message>
        <source>A</source>
        <comment>automatic, on a small square</comment>
        <translation>自</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>粉红</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>Lime</source>
        <translation>黄绿</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>蓝绿</translation>
    </message>
    <message>
        <source>Cyan</source>
        <translation>青</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>Indigo</source>
        <translation>靛蓝</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>紫</translation>
    </message>
    <message>
        <source>Magenta</source>
        <translation>洋红</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>ImportChoices</name>
    <message>
        <source>Leave out what cannot be read</source>
        <translation>略过无法读取的内容</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Find out by itself</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>As the files say</source>
        <translation>按文件所写</translation>
    </message>
    <message>
        <source>Documents that are here already</source>
        <translation>项目中已有的文档</translation>
    </message>
    <message>
        <source>Add again</source>
        <translation>再次添加</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>Labels as a layer</source>
        <translation>标注作为一层加入</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Annotator of the layer</source>
        <translation>该层的标注者</translation>
    </message>
    <message>
        <source>Each document is</source>
        <translation>每篇文档是</translation>
    </message>
    <message>
        <source>A file</source>
        <translation>一个文件</translation>
    </message>
    <message>
        <source>A line</source>
        <translation>一行</translation>
    </message>
    <message>
        <source>A paragraph</source>
        <translation>一个段落</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签体系</translation>
    </message>
    <message>
        <source>Places are counted in</source>
        <translation>位置的计数单位</translation>
    </message>
    <message>
        <source>Between cells</source>
        <translation>单元格之间</translation>
    </message>
    <message>
        <source>Text stands in</source>
        <translation>文本所在列</translation>
    </message>
    <message>
        <source>Labels stand in</source>
        <translation>标注所在列</translation>
    </message>
    <message>
        <source>%1 (found)</source>
        <translation>%1（识别结果）</translation>
    </message>
    <message>
        <source>Names of the tags, in order</source>
        <translation>标签名称（按次序）</translation>
    </message>
    <message>
        <source>Parted by commas, or the path of a file with the list</source>
        <translation>以逗号分隔，或列表文件的路径</translation>
    </message>
</context>
<context>
    <name>ImportView</name>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
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
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>First documents of the files</source>
        <translation>文件中的前几篇文档</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>等另外 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>There is nothing to import in these files.</source>
        <translation>这些文件里没有可导入的内容。</translation>
    </message>
    <message>
        <source>%1, tags %2</source>
        <translation>%1，标签方案 %2</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln documents</source>
        <translation>
            <numerusform>导入 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>无法保留</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>已修正</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Everything in these files is kept as it is.</source>
        <translation>这些文件中的内容将原样保留。</translation>
    </message>
    <message>
        <source>%1 documents read</source>
        <translation>已读取 %1 篇文档</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>What was found, mended and lost</source>
        <translation>识别、修补和丢失的内容</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln files</source>
        <translation>
            <numerusform>导入 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Found: %1 %2 (%3)</source>
        <translation>识别：%1 %2（%3）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents imported</source>
        <translation>
            <numerusform>已导入 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>略过 %Ln 篇</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with a new layer</source>
        <translation>
            <numerusform>%Ln 篇加了新的一层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln replaced</source>
        <translation>
            <numerusform>替换 %Ln 篇</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 a second</source>
        <translation>%1，每秒 %2 篇</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation>%1，剩余 %2</translation>
    </message>
    <message>
        <source>Save the report of the import</source>
        <translation>保存导入报告</translation>
    </message>
    <message>
        <source>The report could not be written</source>
        <translation>无法写入报告</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请换一个文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more labels</source>
        <translation>
            <numerusform>以及另外 %Ln 个标签</numerusform>
        </translation>
    </message>
    <message>
        <source>Entities by label: %1</source>
        <translation>各标签的实体数：%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>What stands here, as a JSON file or as text</source>
        <translation>此处所示内容，存为 JSON 文件或文本</translation>
    </message>
    <message>
        <source>JSON file (*.json);;Text file (*.txt)</source>
        <translation>JSON 文件 (*.json);;文本文件 (*.txt)</translation>
    </message>
</context>
<context>
    <name>InspectPage</name>
    <message>
        <source>No run to look into yet</source>
        <translation>还没有可检查的训练</translation>
    </message>
    <message>
        <source>This page shows what a model tagged, right and wrong, beside what is labelled: every error as a text that one key opens. It needs a run that has been trained.</source>
        <translation>本页把模型标出的内容（无论对错）与人工标注并排显示：每个错误都是一段文本，按一个键即可打开。需要先完成一次训练。</translation>
    </message>
    <message>
        <source>Fine-tune a model</source>
        <translation>微调模型</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Which run is looked into</source>
        <translation>检查哪次训练</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Which documents are looked at</source>
        <translation>查看哪些文档</translation>
    </message>
    <message>
        <source>Progress of the run&apos;s reading</source>
        <translation>模型读取的进度</translation>
    </message>
    <message>
        <source>Cancel reading</source>
        <translation>取消读取</translation>
    </message>
    <message>
        <source>Views of what the run marked</source>
        <translation>查看模型标记的各个视图</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Two runs</source>
        <translation>两次训练</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>The run has not read these documents.</source>
        <translation>模型还没有读取这些文档。</translation>
    </message>
    <message>
        <source>Read them</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Open the mention in the labelling workspace</source>
        <translation>在标注页打开此提及</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Come back from there, or drop the filter</source>
        <translation>从标注页返回，或清除筛选</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Choose or drop a value of a filter</source>
        <translation>勾选或取消一个筛选值</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>No split</source>
        <translation>无划分</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Documents without labels</source>
        <translation>未标注的文档</translation>
    </message>
    <message>
        <source>Esc leads back to the inspection</source>
        <translation>按 Esc 返回检查页</translation>
    </message>
    <message>
        <source>See what a run tagged, right and wrong</source>
        <translation>查看模型标出了什么，哪些对、哪些错</translation>
    </message>
    <message>
        <source>Nothing here is labelled to the end</source>
        <translation>这里还没有标注完成的文档</translation>
    </message>
    <message>
        <source>No document of this split is marked as done, so there is nothing to hold the run against. What it marks in documents without labels can be shown.</source>
        <translation>这个划分中没有标为完成的文档，因此无从比较。可以显示模型在未标注文档中标出的内容。</translation>
    </message>
    <message>
        <source>Show documents without labels</source>
        <translation>显示未标注的文档</translation>
    </message>
    <message>
        <source>Every document is done</source>
        <translation>所有文档都已完成</translation>
    </message>
    <message>
        <source>There is no document that waits for labels. Choose a split to see what the run marked beside what is labelled.</source>
        <translation>没有等待标注的文档。请选择一个划分，对照查看模型的标记与人工标注。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The weights of this run are gone: this is what it marked when it was last asked.</source>
        <translation>这次训练的权重已不在：这里显示的是上次询问时它标出的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents are left out: nothing is kept of them</source>
        <translation>
            <numerusform>略去 %Ln 篇文档：没有保存它们的标记</numerusform>
        </translation>
    </message>
    <message>
        <source>The run was not trained on %1: every such entity counts as missed.</source>
        <translation>训练时没有 %1：这类实体全部计为漏标。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Only the first %1 documents are shown; %2 more are left out.</source>
        <translation>只显示前 %1 篇文档；另有 %2 篇略去。</translation>
    </message>
    <message>
        <source>The run reads the documents…</source>
        <translation>模型正在读取文档…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln 篇文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mentions</source>
        <translation>
            <numerusform>%Ln 处提及</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln undecided left out</source>
        <translation>
            <numerusform>略去 %Ln 篇未定的</numerusform>
        </translation>
    </message>
    <message>
        <source>The run reads the documents</source>
        <translation>模型正在读取文档</translation>
    </message>
    <message>
        <source>What it marked comes here; other pages can be used meanwhile.</source>
        <translation>标记结果会显示在这里；期间可以使用其他页面。</translation>
    </message>
    <message>
        <source>Nothing to compare with</source>
        <translation>无可比较</translation>
    </message>
    <message>
        <source>These documents have no labels. Choose a split with labels to see this.</source>
        <translation>这些文档没有标注。请选择有标注的划分。</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Kept as a test</source>
        <translation>已保留为测试</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Entities are scored as before: %1</source>
        <translation>实体得分已恢复为：%1</translation>
    </message>
    <message>
        <source>Entities are scored anew: %1</source>
        <translation>实体得分改为：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The scores are those of then: %1.</source>
        <translation>得分是当时的：%1。</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>已校准</translation>
    </message>
    <message>
        <source>as the model says</source>
        <translation>按模型原样</translation>
    </message>
    <message numerus="yes">
        <source>Suggestions in %Ln documents are still scored as before.</source>
        <translation>
            <numerusform>%Ln 篇文档中的建议仍是先前的得分。</numerusform>
        </translation>
    </message>
    <message>
        <source>Suggest anew</source>
        <translation>重新建议</translation>
    </message>
</context>
<context>
    <name>InspectScoresTab</name>
    <message>
        <source>Scores by label</source>
        <translation>各标签的得分</translation>
    </message>
    <message>
        <source>Labels, by mention</source>
        <translation>标签，按提及</translation>
    </message>
    <message>
        <source>Labels, by word</source>
        <translation>标签，按词</translation>
    </message>
    <message>
        <source>Tags that follow each other, labelled</source>
        <translation>相继的标记，人工标注</translation>
    </message>
    <message>
        <source>Tags that follow each other, marked</source>
        <translation>相继的标记，模型标记</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Matrix of labelled against marked</source>
        <translation>标注与模型标记的矩阵</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>%1 × labelled %2, marked %3</source>
        <translation>%1 × 标注为 %2，标记为 %3</translation>
    </message>
    <message>
        <source>Rows: labelled. Columns: marked. A mention that is split or merged counts once. Click a number for its mentions.</source>
        <translation>行：标注。列：模型标记。被拆开或合并的提及计一次。点击数字列出这些提及。</translation>
    </message>
    <message>
        <source>Rows: labelled. Columns: marked. Click a number for the mentions that hold such a word.</source>
        <translation>行：标注。列：模型标记。点击数字列出含有这种词的提及。</translation>
    </message>
    <message>
        <source>%1 × %2, then %3</source>
        <translation>%1 × %2 之后是 %3</translation>
    </message>
    <message>
        <source>How often the tag of a column follows the tag of a row.</source>
        <translation>列的标记跟在行的标记之后的次数。</translation>
    </message>
</context>
<context>
    <name>InspectTexts</name>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Same words, same label</source>
        <translation>词相同，标签相同</translation>
    </message>
    <message>
        <source>Wrong type</source>
        <translation>类型错误</translation>
    </message>
    <message>
        <source>Same words, another label</source>
        <translation>词相同，标签不同</translation>
    </message>
    <message>
        <source>Wrong start</source>
        <translation>起点错误</translation>
    </message>
    <message>
        <source>It ends where it should but begins elsewhere</source>
        <translation>终点正确，起点不对</translation>
    </message>
    <message>
        <source>Wrong end</source>
        <translation>终点错误</translation>
    </message>
    <message>
        <source>It begins where it should but ends elsewhere</source>
        <translation>起点正确，终点不对</translation>
    </message>
    <message>
        <source>Wrong start and end</source>
        <translation>起点和终点都错</translation>
    </message>
    <message>
        <source>It overlaps, but both ends are elsewhere</source>
        <translation>有重叠，但两端都不对</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>被拆开</translation>
    </message>
    <message>
        <source>One labelled entity marked as several</source>
        <translation>一个标注实体被标成了几个</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>被合并</translation>
    </message>
    <message>
        <source>Several labelled entities marked as one</source>
        <translation>几个标注实体被标成了一个</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏标</translation>
    </message>
    <message>
        <source>Labelled, and nothing is marked there</source>
        <translation>有标注，但模型没有标出</translation>
    </message>
    <message>
        <source>Spurious</source>
        <translation>多标</translation>
    </message>
    <message>
        <source>Marked where nothing is labelled</source>
        <translation>没有标注，模型却标了</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>模型标记</translation>
    </message>
    <message>
        <source>Marked by the run in a document without labels</source>
        <translation>模型在未标注文档中标出的</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>What became of the mention</source>
        <translation>这处提及的结果</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>The label in the text, else the one marked</source>
        <translation>文本中的标签；没有时为模型标记的标签</translation>
    </message>
    <message>
        <source>Labelled as</source>
        <translation>标注为</translation>
    </message>
    <message>
        <source>The label in the text</source>
        <translation>文本中的标签</translation>
    </message>
    <message>
        <source>Marked as</source>
        <translation>标记为</translation>
    </message>
    <message>
        <source>The label that the run gave</source>
        <translation>模型给出的标签</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>How many words the mention has</source>
        <translation>提及有几个词</translation>
    </message>
    <message>
        <source>Sub-words</source>
        <translation>子词</translation>
    </message>
    <message>
        <source>Into how many pieces the encoder cuts the mention</source>
        <translation>编码器把提及切成几段</translation>
    </message>
    <message>
        <source>Casing</source>
        <translation>大小写</translation>
    </message>
    <message>
        <source>How capital and small letters are used</source>
        <translation>大写与小写字母的用法</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>The writing system of the letters</source>
        <translation>字母所属的书写系统</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Where in its sentence the mention stands</source>
        <translation>提及在句中的位置</translation>
    </message>
    <message>
        <source>Seen in training</source>
        <translation>训练中见过</translation>
    </message>
    <message>
        <source>Whether the same words are labelled in the training documents</source>
        <translation>相同的词在训练文档中是否有标注</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>How sure the run was, from 0 to 1</source>
        <translation>模型的把握，0 到 1</translation>
    </message>
    <message>
        <source>no letters with case</source>
        <translation>没有分大小写的字母</translation>
    </message>
    <message>
        <source>small letters</source>
        <translation>小写</translation>
    </message>
    <message>
        <source>CAPITALS</source>
        <translation>全部大写</translation>
    </message>
    <message>
        <source>Capital First</source>
        <translation>首字母大写</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>no letters</source>
        <translation>没有字母</translation>
    </message>
    <message>
        <source>several scripts</source>
        <translation>多种文字</translation>
    </message>
    <message>
        <source>first in its sentence</source>
        <translation>句首</translation>
    </message>
    <message>
        <source>inside its sentence</source>
        <translation>句中</translation>
    </message>
    <message>
        <source>last in its sentence</source>
        <translation>句末</translation>
    </message>
    <message>
        <source>seen with this label</source>
        <translation>见过，标签相同</translation>
    </message>
    <message>
        <source>seen with another label</source>
        <translation>见过，标签不同</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>从未见过</translation>
    </message>
    <message>
        <source>nothing marked</source>
        <translation>没有标记</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Metadata of the document</source>
        <translation>文档的元数据</translation>
    </message>
    <message>
        <source>Attribute of the labelled entity</source>
        <translation>标注实体的属性</translation>
    </message>
    <message>
        <source>(not given)</source>
        <translation>（未给出）</translation>
    </message>
</context>
<context>
    <name>JobDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>%1 %2 left</source>
        <translation>%1 剩余 %2</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>No key</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Press the new key</source>
        <translation>请按新的快捷键</translation>
    </message>
    <message>
        <source>%1 – press the new key</source>
        <translation>%1 – 请按新的快捷键</translation>
    </message>
</context>
<context>
    <name>KeysView</name>
    <message>
        <source>Everywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <source>Up one level</source>
        <translation>返回上一级</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Copy table rows as tab-separated text</source>
        <translation>把表格行复制为制表符分隔的文本</translation>
    </message>
    <message>
        <source>Keys of this page</source>
        <translation>本页的快捷键</translation>
    </message>
    <message>
        <source>In the text and the lists</source>
        <translation>在文本和列表中</translation>
    </message>
    <message>
        <source>Next control</source>
        <translation>下一个控件</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
</context>
<context>
    <name>LabelChangeDialog</name>
    <message>
        <source>Merge labels</source>
        <translation>合并标签</translation>
    </message>
    <message>
        <source>Archive a label</source>
        <translation>归档标签</translation>
    </message>
    <message>
        <source>Merge %1 into…</source>
        <translation>将 %1 合并到…</translation>
    </message>
    <message>
        <source>Archive %1</source>
        <translation>归档 %1</translation>
    </message>
    <message>
        <source>Find a label</source>
        <translation>查找标签</translation>
    </message>
    <message>
        <source>Find the label that stays</source>
        <translation>查找要保留的标签</translation>
    </message>
    <message>
        <source>The label that stays</source>
        <translation>要保留的标签</translation>
    </message>
    <message>
        <source>Where both stand on the same words one entity stays. The merged label is archived. Undo brings everything back.</source>
        <translation>两者标在相同词语上时只保留一个实体。被合并的标签会归档。撤销可恢复一切。</translation>
    </message>
    <message>
        <source>An archived label leaves the palette. Its entities stay, are shown and can be changed. Bring it back at any time from the archived labels.</source>
        <translation>归档的标签不再出现在标签列表中。其实体保留，照常显示，也可修改。随时可从已归档标签中恢复。</translation>
    </message>
    <message>
        <source>Merge into %1</source>
        <translation>合并到 %1</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>No other label fits.</source>
        <translation>没有其他符合的标签。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message numerus="yes">
        <source>%1 accepted, %2 suggested and %3 rejected entities in %Ln documents</source>
        <translation>
            <numerusform>%Ln 篇文档中的 %1 个已接受、%2 个建议和 %3 个已拒绝的实体</numerusform>
        </translation>
    </message>
    <message>
        <source>become %1.</source>
        <translation>将归入 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them fall together with another entity of %1.</source>
        <translation>
            <numerusform>其中 %Ln 个与 %1 的另一实体重合。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 gains %Ln entities.</source>
        <translation>
            <numerusform>%1 增加 %Ln 个实体。</numerusform>
        </translation>
    </message>
    <message>
        <source>stay.</source>
        <translation>保留。</translation>
    </message>
    <message>
        <source>%1 is merged into %2</source>
        <translation>%1 已合并到 %2</translation>
    </message>
    <message>
        <source>%1 is archived</source>
        <translation>%1 已归档</translation>
    </message>
</context>
<context>
    <name>LabelExamples</name>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>No examples yet. What you mark with this label, what is rejected and what is disputed will stand here.</source>
        <translation>还没有示例。用此标签标注的、被拒绝的和有争议的内容都会列在这里。</translation>
    </message>
    <message>
        <source>Examples of this label</source>
        <translation>此标签的示例</translation>
    </message>
    <message>
        <source>Enter goes to the place</source>
        <translation>按回车前往该处</translation>
    </message>
</context>
<context>
    <name>LabelPage</name>
    <message>
        <source>Pick a labelled entity first: its label goes to all equal words</source>
        <translation>请先选中一个已标注的实体：其标签将用于所有相同的词语</translation>
    </message>
    <message>
        <source>No other place to label</source>
        <translation>没有其他可标注的位置</translation>
    </message>
    <message>
        <source>Label %1 × “%2” as %3</source>
        <translation>把 %1 处“%2”标为 %3</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Label equal words of this document</source>
        <translation>标注本篇中相同的词语</translation>
    </message>
    <message numerus="yes">
        <source>%Ln places hold another entity</source>
        <translation>
            <numerusform>%Ln 处已有其他实体</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more places labelled</source>
        <translation>
            <numerusform>又标注了 %Ln 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to label yet</source>
        <translation>还没有可标注的内容</translation>
    </message>
    <message>
        <source>Here you mark names in texts: choose words, press the letter of a label. Import texts first.</source>
        <translation>在这里标注文本中的名称：选中词语，再按标签的字母键。请先导入文本。</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Done, next</source>
        <translation>完成，下一篇</translation>
    </message>
    <message>
        <source>Mark this document as done and open the next one (Ctrl+Enter)</source>
        <translation>把本篇标记为完成并打开下一篇 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Accept “%1” as %2</source>
        <translation>接受“%1”为 %2</translation>
    </message>
    <message>
        <source>Move the ends of “%1”</source>
        <translation>移动“%1”的边界</translation>
    </message>
    <message>
        <source>Find or add a label</source>
        <translation>查找或添加标签</translation>
    </message>
    <message>
        <source>Entities of this document</source>
        <translation>本篇的实体</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Label  ›  %1</source>
        <translation>标注  ›  %1</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Key %1 …</source>
        <translation>按键 %1 …</translation>
    </message>
    <message>
        <source>Label “%1” as %2</source>
        <translation>把“%1”标为 %2</translation>
    </message>
    <message>
        <source>Reject “%1” as %2</source>
        <translation>拒绝“%1”作为 %2</translation>
    </message>
    <message>
        <source>Remove %2 from “%1”</source>
        <translation>移除“%1”的标签 %2</translation>
    </message>
    <message>
        <source>This is the last document</source>
        <translation>这是最后一篇文档</translation>
    </message>
    <message>
        <source>This is the first document</source>
        <translation>这是第一篇文档</translation>
    </message>
    <message>
        <source>Mark names in the texts</source>
        <translation>在文本中标注名称</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Done and next document</source>
        <translation>完成并到下一篇</translation>
    </message>
    <message>
        <source>Done without entities and next document</source>
        <translation>无实体，完成并到下一篇</translation>
    </message>
    <message>
        <source>Next document</source>
        <translation>下一篇文档</translation>
    </message>
    <message>
        <source>Previous document</source>
        <translation>上一篇文档</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln 个实体</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities are labelled here: remove them first</source>
        <translation>
            <numerusform>本篇已标注 %Ln 个实体：请先移除</numerusform>
        </translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>About this document</source>
        <translation>关于此文档</translation>
    </message>
    <message>
        <source>The filter hides this document: clear it first</source>
        <translation>筛选条件隐藏了此文档：请先清除筛选</translation>
    </message>
    <message>
        <source>The document is as it was then</source>
        <translation>文档已回到当时的状态</translation>
    </message>
    <message>
        <source>Nothing in this document is uncertain</source>
        <translation>此文档中没有不确定之处</translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggestions accepted</source>
        <translation>
            <numerusform>已接受 %Ln 条建议</numerusform>
        </translation>
    </message>
    <message>
        <source>Label equal words, after a look…</source>
        <translation>查看后标注相同的词…</translation>
    </message>
    <message>
        <source>Accept suggestions from a score on…</source>
        <translation>接受达到某一分数的建议…</translation>
    </message>
    <message>
        <source>Next uncertain place</source>
        <translation>下一个不确定之处</translation>
    </message>
    <message>
        <source>Previous uncertain place</source>
        <translation>上一个不确定之处</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>Flag, or take the flag away</source>
        <translation>加上或取消旗标</translation>
    </message>
    <message>
        <source>History of this document</source>
        <translation>此文档的历史</translation>
    </message>
    <message>
        <source>Fold the list of documents</source>
        <translation>折叠文档列表</translation>
    </message>
    <message>
        <source>Fold labels and entities</source>
        <translation>折叠标签与实体</translation>
    </message>
    <message>
        <source>Ctrl+Shift+M adds it to “%1”</source>
        <translation>按 Ctrl+Shift+M 并入“%1”</translation>
    </message>
    <message>
        <source>Pick an entity, then select the words that belong to it too</source>
        <translation>先选中一个实体，再选择同属于它的词</translation>
    </message>
    <message>
        <source>Add “%1” to “%2”</source>
        <translation>将“%1”并入“%2”</translation>
    </message>
    <message>
        <source>Take “%1” out of “%2”</source>
        <translation>将“%1”移出“%2”</translation>
    </message>
    <message>
        <source>Keep a label in the hand</source>
        <translation>把标签拿在手里</translation>
    </message>
    <message>
        <source>Add the selection to the entity picked before</source>
        <translation>把所选文字并入先前选中的实体</translation>
    </message>
    <message>
        <source>Show the token grid</source>
        <translation>显示词元网格</translation>
    </message>
    <message>
        <source>Show sub-words of the encoder</source>
        <translation>显示编码器的子词</translation>
    </message>
    <message>
        <source>Show where the encoder cuts long sentences</source>
        <translation>显示编码器在何处切断长句</translation>
    </message>
    <message>
        <source>Sub-words of the next encoder</source>
        <translation>换用下一个编码器的子词</translation>
    </message>
    <message>
        <source>Next line spacing</source>
        <translation>下一种行距</translation>
    </message>
    <message>
        <source>Next size of the text</source>
        <translation>下一种字号</translation>
    </message>
    <message>
        <source>Two clicks make a selection</source>
        <translation>两次点击即选择</translation>
    </message>
    <message>
        <source>Reject suggestions…</source>
        <translation>拒绝建议…</translation>
    </message>
    <message>
        <source>Suggestions from a run…</source>
        <translation>选择给出建议的运行…</translation>
    </message>
    <message>
        <source>Suggest for all documents shown</source>
        <translation>为列表中的全部文档给出建议</translation>
    </message>
    <message>
        <source>Progress by state and label</source>
        <translation>按状态和标签查看进度</translation>
    </message>
    <message>
        <source>About the label</source>
        <translation>关于标签</translation>
    </message>
    <message>
        <source>Attributes of the entity or document…</source>
        <translation>实体或文档的属性…</translation>
    </message>
    <message>
        <source>Define attributes…</source>
        <translation>定义属性…</translation>
    </message>
    <message>
        <source>Cursor by token; by character</source>
        <translation>光标逐词移动；逐字移动</translation>
    </message>
    <message>
        <source>Left, Right; with Alt</source>
        <translation>←、→；加 Alt</translation>
    </message>
    <message>
        <source>Extend the selection</source>
        <translation>扩展选区</translation>
    </message>
    <message>
        <source>Shift and a cursor key</source>
        <translation>Shift + 方向键</translation>
    </message>
    <message>
        <source>Label the selection or the token; on an entity: its label</source>
        <translation>标注选区或当前词；在实体上则更改其标签</translation>
    </message>
    <message>
        <source>The label&apos;s letter</source>
        <translation>标签的字母</translation>
    </message>
    <message>
        <source>Previous, next entity or suggestion</source>
        <translation>上一个、下一个实体或建议</translation>
    </message>
    <message>
        <source>Ctrl+Left, Ctrl+Right</source>
        <translation>Ctrl+←、Ctrl+→</translation>
    </message>
    <message>
        <source>The next one on the same place</source>
        <translation>同一处的下一个</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Move the end of the picked entity</source>
        <translation>移动所选实体的末端</translation>
    </message>
    <message>
        <source>Shift+Left, Right</source>
        <translation>Shift+←、→</translation>
    </message>
    <message>
        <source>Move its start</source>
        <translation>移动它的起点</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Left, Right</source>
        <translation>Ctrl+Shift+←、→</translation>
    </message>
    <message>
        <source>Accept the suggestion</source>
        <translation>接受建议</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Remove the entity, reject the suggestion</source>
        <translation>删除实体，拒绝建议</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Add a further part to the picked entity</source>
        <translation>给选中的实体再添一段</translation>
    </message>
    <message>
        <source>Ctrl+click, Ctrl+drag</source>
        <translation>Ctrl+点击、Ctrl+拖动</translation>
    </message>
    <message>
        <source>Select a word; its sentence</source>
        <translation>选择一个词；它所在的句子</translation>
    </message>
    <message>
        <source>Double click; triple click</source>
        <translation>双击；三击</translation>
    </message>
    <message>
        <source>Drop a half-typed pair of letters</source>
        <translation>放弃只按了一半的双字母键</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>“%1” as %2</source>
        <translation>“%1”标为 %2</translation>
    </message>
    <message>
        <source>Attributes of “%1”</source>
        <translation>“%1”的属性</translation>
    </message>
    <message>
        <source>Attributes of %1</source>
        <translation>%1 的属性</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new suggestions</source>
        <translation>
            <numerusform>%Ln 条新建议</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents read</source>
        <translation>
            <numerusform>已读 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>The run has read all of these documents already</source>
        <translation>这次运行已读过所有这些文档</translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggestions rejected</source>
        <translation>
            <numerusform>已拒绝 %Ln 条建议</numerusform>
        </translation>
    </message>
    <message>
        <source>No label is in the hand</source>
        <translation>手里没有标签</translation>
    </message>
    <message>
        <source>Mark “%1” as done</source>
        <translation>把“%1”标为已完成</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Flag taken away</source>
        <translation>已取消旗标</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>已加旗标</translation>
    </message>
    <message>
        <source>Suggest anew what is scored as before</source>
        <translation>把先前得分的建议重新读取</translation>
    </message>
    <message>
        <source>Mark “%1” as done without entities</source>
        <translation>将“%1”标为已完成且没有实体</translation>
    </message>
    <message>
        <source>All suggestions are scored as the project&apos;s scores are</source>
        <translation>所有建议的得分都与项目现在的得分方式一致</translation>
    </message>
</context>
<context>
    <name>LabelPanel</name>
    <message>
        <source>Archived: not in the palette. Its entities stay as they are.</source>
        <translation>已归档：不再出现在标签列表中，其实体保持不变。</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Back to the labels</source>
        <translation>回到标签列表</translation>
    </message>
    <message>
        <source>Back to the labels (Esc)</source>
        <translation>回到标签列表 (Esc)</translation>
    </message>
    <message>
        <source>About this label</source>
        <translation>关于此标签</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Guideline</source>
        <translation>标注规范</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Name, key and colour</source>
        <translation>名称、按键与颜色</translation>
    </message>
    <message>
        <source>Merge into…</source>
        <translation>合并到…</translation>
    </message>
    <message>
        <source>Archive…</source>
        <translation>归档…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>One line that the list shows</source>
        <translation>列表中显示的一行说明</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Change the colour of %1</source>
        <translation>更改 %1 的颜色</translation>
    </message>
    <message>
        <source>Colour of %1 changed</source>
        <translation>%1 的颜色已更改</translation>
    </message>
    <message>
        <source>by itself: %1</source>
        <translation>自动：%1</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Not used yet: a change touches nothing else</source>
        <translation>尚未使用：更改不会影响其他内容</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln 个实体</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggested</source>
        <translation>
            <numerusform>%Ln 个建议</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected</source>
        <translation>
            <numerusform>%Ln 个已拒绝</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln documents</source>
        <translation>
            <numerusform>见于 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enter renames it; %Ln entities go along</source>
        <translation>
            <numerusform>按回车重命名；%Ln 个实体随之更改</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter gives it this key</source>
        <translation>按回车设为此按键</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>重命名 %1</translation>
    </message>
    <message>
        <source>%1 is renamed</source>
        <translation>%1 已重命名</translation>
    </message>
    <message>
        <source>Change the key of %1</source>
        <translation>更改 %1 的按键</translation>
    </message>
    <message>
        <source>Key of %1 changed</source>
        <translation>%1 的按键已更改</translation>
    </message>
    <message>
        <source>Describe %1</source>
        <translation>说明 %1</translation>
    </message>
    <message>
        <source>Description of %1 changed</source>
        <translation>%1 的说明已更改</translation>
    </message>
</context>
<context>
    <name>LabelScoresModel</name>
    <message>
        <source>(start)</source>
        <translation>（句首）</translation>
    </message>
    <message>
        <source>(end)</source>
        <translation>（句末）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>F1, type</source>
        <translation>F1，只看类型</translation>
    </message>
    <message>
        <source>F1, borders</source>
        <translation>F1，只看边界</translation>
    </message>
    <message>
        <source>F1, overlap</source>
        <translation>F1，重叠</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>What was looked for</source>
        <translation>要找的内容</translation>
    </message>
    <message>
        <source>Of what the run marked, how much is right, in percent</source>
        <translation>模型标出的内容中正确的百分比</translation>
    </message>
    <message>
        <source>Of what is labelled, how much the run found, in percent</source>
        <translation>标注的内容中被找到的百分比</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall; borders and label must be right</source>
        <translation>精确率与召回率的调和平均；边界和标签都须正确</translation>
    </message>
    <message>
        <source>Of F1, by drawing documents again and again with replacement</source>
        <translation>F1 的区间，由反复有放回地抽取文档得出</translation>
    </message>
    <message>
        <source>A mark counts when its label is right and it overlaps</source>
        <translation>标签正确且有重叠即算对</translation>
    </message>
    <message>
        <source>A mark counts when its borders are right, whatever its label</source>
        <translation>边界正确即算对，不论标签</translation>
    </message>
    <message>
        <source>Right borders count whole, an overlap counts half, whatever the label</source>
        <translation>边界正确计一分，重叠计半分，不论标签</translation>
    </message>
    <message>
        <source>How many entities are labelled</source>
        <translation>标注了多少实体</translation>
    </message>
    <message>
        <source>%1 %, 95 % interval %2 to %3</source>
        <translation>%1 %，95 % 区间 %2 至 %3</translation>
    </message>
</context>
<context>
    <name>LiveModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Adds</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>差距</translation>
    </message>
    <message>
        <source>The word, as the model reads it</source>
        <translation>模型读到的词</translation>
    </message>
    <message>
        <source>The tag that was chosen</source>
        <translation>选出的标记</translation>
    </message>
    <message>
        <source>How probable the model finds its tag</source>
        <translation>模型认为该标记的概率</translation>
    </message>
    <message>
        <source>By how much that changed since the version before</source>
        <translation>与上一版本相比变化了多少</translation>
    </message>
    <message>
        <source>What the word adds to the log of the probability of what is explained; of rollout, the share of attention</source>
        <translation>该词对所解释内容的概率对数的贡献；对注意力展开而言，是注意力的份额</translation>
    </message>
    <message>
        <source>How spread the probabilities of all tags are; 0: sure</source>
        <translation>所有标记的概率有多分散；0 表示确定</translation>
    </message>
    <message>
        <source>By how much the likeliest tag leads the next one; 1: sure</source>
        <translation>最可能的标记领先第二名多少；1 表示确定</translation>
    </message>
</context>
<context>
    <name>LiveTab</name>
    <message>
        <source>Occlusion</source>
        <translation>遮挡法</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>积分梯度</translation>
    </message>
    <message>
        <source>Gradient × input</source>
        <translation>梯度 × 输入</translation>
    </message>
    <message>
        <source>Attention rollout</source>
        <translation>注意力展开</translation>
    </message>
    <message>
        <source>How much less probable the tags become when a word is hidden</source>
        <translation>遮住一个词后，这些标记的概率下降多少</translation>
    </message>
    <message>
        <source>What each word adds on the way from an empty sentence to this one; the parts add up to the whole</source>
        <translation>从空句走到这一句的路上，每个词贡献多少；各部分之和等于总量</translation>
    </message>
    <message>
        <source>How steeply the answer hangs on each word here; quick, but the parts do not add up</source>
        <translation>答案在此处对每个词有多敏感；速度快，但各部分之和不等于总量</translation>
    </message>
    <message>
        <source>From which words attention could carry something here: not causal, and not about a tag</source>
        <translation>注意力可能从哪些词把信息带到这里：不表示因果，也与标记无关</translation>
    </message>
    <message>
        <source>Pin this version</source>
        <translation>固定此版本</translation>
    </message>
    <message>
        <source>Swap the name</source>
        <translation>换一个名称</translation>
    </message>
    <message>
        <source>Type a sentence to see what the run reads in it</source>
        <translation>输入一个句子，看看该运行从中读出什么</translation>
    </message>
    <message>
        <source>Sentence to try</source>
        <translation>试用的句子</translation>
    </message>
    <message>
        <source>Keep this version beside those that follow</source>
        <translation>保留此版本，与之后的版本并排比较</translation>
    </message>
    <message>
        <source>Put another name of the project in the place of the chosen entity</source>
        <translation>用项目中的另一个名称替换所选实体</translation>
    </message>
    <message>
        <source>Method of explanation</source>
        <translation>解释方法</translation>
    </message>
    <message>
        <source>Tag that is explained</source>
        <translation>要解释的标记</translation>
    </message>
    <message>
        <source>Explain why the words have their own tags, or how far they are from another one</source>
        <translation>解释这些词为何得到各自的标记，或离另一个标记有多远</translation>
    </message>
    <message>
        <source>Its own tags</source>
        <translation>各自的标记</translation>
    </message>
    <message>
        <source>Words of the sentence</source>
        <translation>句中的词</translation>
    </message>
    <message>
        <source>Pinned versions</source>
        <translation>已固定的版本</translation>
    </message>
    <message>
        <source>Choose a run at the top</source>
        <translation>请在上方选择一个运行</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Explaining …</source>
        <translation>正在解释…</translation>
    </message>
    <message>
        <source>Where attention could come from: not causal</source>
        <translation>注意力可能的来源：不表示因果</translation>
    </message>
    <message>
        <source>Each word hidden in turn</source>
        <translation>依次遮住每个词</translation>
    </message>
    <message numerus="yes">
        <source>Complete within %1 after %n steps, from an empty sentence</source>
        <translation>
            <numerusform>以空句为基准，%n 步后误差在 %1 以内</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not complete: %1 missing after %n steps</source>
        <translation>
            <numerusform>不完整：%n 步后仍差 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is missing for the parts to add up</source>
        <translation>各部分之和与总量相差 %1</translation>
    </message>
    <message>
        <source>Choose a word or an entity to see what it rests on</source>
        <translation>选择一个词或实体，看看它的依据</translation>
    </message>
    <message>
        <source>Pinned version</source>
        <translation>已固定的版本</translation>
    </message>
    <message>
        <source>Use this text</source>
        <translation>使用此文本</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Names to put here</source>
        <translation>可替换的名称</translation>
    </message>
    <message>
        <source>The project has no other name with this label</source>
        <translation>项目中没有带此标签的其他名称</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Save as a test</source>
        <translation>存为测试</translation>
    </message>
    <message>
        <source>Keep the text and what is marked in it as a test of behaviour for every run</source>
        <translation>将该文本及其中的标记保留为每次运行的行为测试</translation>
    </message>
    <message>
        <source>Words or training text</source>
        <translation>词或训练文本</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Training text</source>
        <translation>训练文本</translation>
    </message>
    <message>
        <source>longer than a window: words far apart do not see each other</source>
        <translation>比窗口更长：相距很远的词彼此看不见</translation>
    </message>
    <message>
        <source>only the first %1 characters are read</source>
        <translation>只读取前 %1 个字符</translation>
    </message>
</context>
<context>
    <name>LiveTextView</name>
    <message>
        <source>What the model reads</source>
        <translation>模型读出的内容</translation>
    </message>
    <message>
        <source>No entities</source>
        <translation>没有实体</translation>
    </message>
</context>
<context>
    <name>LogTab</name>
    <message>
        <source>Search the log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>How serious</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Which lines are shown</source>
        <translation>显示哪些行</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>运行日志</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n lines</source>
        <translation>
            <numerusform>%1 / %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>No line fits the search. Clear it to see them all.</source>
        <translation>没有符合搜索的行。清除搜索即可看到全部。</translation>
    </message>
    <message>
        <source>This run has told nothing yet. What happens while it trains, warnings among it, comes here.</source>
        <translation>这次运行还没有消息。训练中发生的事和警告都会显示在这里。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Go to %1</source>
        <translation>转到“%1”</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Where to keep the new project</source>
        <translation>新项目保存在哪里</translation>
    </message>
    <message>
        <source>Projects (*.evenspan)</source>
        <translation>项目 (*.evenspan)</translation>
    </message>
    <message>
        <source>Making %1…</source>
        <translation>正在创建 %1…</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>Read only – %1</source>
        <translation>只读 – %1</translation>
    </message>
    <message>
        <source>All changes saved</source>
        <translation>更改已全部保存</translation>
    </message>
    <message>
        <source>All changes saved %1</source>
        <translation>更改已全部保存，%1</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>正在训练 %1</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Search and commands</source>
        <translation>搜索与命令</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>New project from files</source>
        <translation>从文件新建项目</translation>
    </message>
    <message>
        <source>Files for the new project</source>
        <translation>选择新项目的文件</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Opening the sample…</source>
        <translation>正在打开示例…</translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Change the look</source>
        <translation>切换外观</translation>
    </message>
    <message>
        <source>Look of the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>下一个面板</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>Keys of this page</source>
        <translation>本页快捷键</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>%1 from the next start</source>
        <translation>下次启动时使用：%1</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>How things are done, beginning with the page you are on</source>
        <translation>操作说明，从当前页面讲起</translation>
    </message>
    <message>
        <source>Editing has stopped – the disk is full</source>
        <translation>编辑已暂停 – 磁盘已满</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>There is room again: editing goes on</source>
        <translation>已有空间，可以继续编辑</translation>
    </message>
    <message>
        <source>The disk is still full</source>
        <translation>磁盘仍然已满</translation>
    </message>
    <message>
        <source>The disk is full: editing has stopped</source>
        <translation>磁盘已满，编辑已暂停</translation>
    </message>
    <message>
        <source>What you see is saved. Free some space on the disk of this project; editing then goes on by itself.</source>
        <translation>屏幕上的内容都已保存。请在项目所在的磁盘上腾出空间，之后会自动恢复编辑。</translation>
    </message>
    <message>
        <source>This project is open read-only: %1</source>
        <translation>此项目以只读方式打开：%1</translation>
    </message>
    <message>
        <source>Suggestions from %1: %2 of %3</source>
        <translation>%1 的建议：%2 / %3</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>正在载入 %1</translation>
    </message>
    <message>
        <source>Stop; what is suggested so far stays</source>
        <translation>停止；已给出的建议会保留</translation>
    </message>
    <message>
        <source>Stop after this batch and keep the best weights</source>
        <translation>本批结束后停止，并保留最佳权重</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>ManualPage</name>
    <message>
        <source>No page says that.</source>
        <translation>没有哪一章提到它。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Enter goes to the next place</source>
        <translation>按 Enter 跳到下一处</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>手册的章节</translation>
    </message>
    <message>
        <source>The page that was shown before</source>
        <translation>之前看的那一章</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Manual  ›  %1</source>
        <translation>手册  ›  %1</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>作用</translation>
    </message>
</context>
<context>
    <name>MentionView</name>
    <message>
        <source>The sentence, labelled and marked</source>
        <translation>句子：标注与模型标记</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1. Labelled: %2. Marked: %3.</source>
        <translation>%1。标注：%2。模型标记：%3。</translation>
    </message>
    <message>
        <source>%1. Marked: %2.</source>
        <translation>%1。模型标记：%2。</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>模型标记</translation>
    </message>
</context>
<context>
    <name>MentionsModel</name>
    <message>
        <source>%1, wrong type</source>
        <translation>%1，类型也错</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Mention</source>
        <translation>提及</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>The words of the mention</source>
        <translation>提及的词</translation>
    </message>
    <message>
        <source>Name of the document</source>
        <translation>文档名称</translation>
    </message>
    <message>
        <source>Score (%1)</source>
        <translation>得分（%1）</translation>
    </message>
    <message>
        <source>How sure the run is of the entity: %1. Of several the lowest</source>
        <translation>模型对该实体有多大把握：%1。有几个时取最低的</translation>
    </message>
    <message>
        <source>Calibrated (%1)</source>
        <translation>校准得分（%1）</translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>下载…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Copy a folder with config.json, tokenizer files and model.safetensors</source>
        <translation>复制包含 config.json、分词器文件和 model.safetensors 的文件夹</translation>
    </message>
    <message>
        <source>Fetch a model from a hub at a fixed revision</source>
        <translation>从模型库按固定版本获取模型</translation>
    </message>
    <message>
        <source>Hash the model&apos;s files again and compare</source>
        <translation>重新计算模型文件的哈希值并比较</translation>
    </message>
    <message>
        <source>Take the model out of the library</source>
        <translation>将模型移出模型库</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop what runs</source>
        <translation>停止正在进行的操作</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1：%2 / %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to the models</source>
        <translation>返回模型列表</translation>
    </message>
    <message>
        <source>Download from a hub</source>
        <translation>从模型库下载</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Add a folder in Hugging Face layout, or download one from a hub.</source>
        <translation>添加 Hugging Face 格式的文件夹，或从模型库下载。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>%1 layers, %2 wide</source>
        <translation>%1 层，宽度 %2</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>came with Evenspan</source>
        <translation>随 Evenspan 提供</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder of the model</source>
        <translation>模型所在文件夹</translation>
    </message>
    <message>
        <source>Copying %1…</source>
        <translation>正在复制 %1…</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>正在连接模型库…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1 is in your library</source>
        <translation>%1 已加入模型库</translation>
    </message>
    <message>
        <source>Hashing %1…</source>
        <translation>正在计算 %1 的哈希值…</translation>
    </message>
    <message>
        <source>Every file of %1 is as it was recorded.</source>
        <translation>%1 的所有文件均与记录一致。</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>已移除 %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>NameMapView</name>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>other type</source>
        <translation>类型不符</translation>
    </message>
    <message>
        <source>other borders</source>
        <translation>边界不同</translation>
    </message>
    <message>
        <source>in parts</source>
        <translation>分成几段</translation>
    </message>
    <message>
        <source>as one with another</source>
        <translation>与别的合为一个</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏掉</translation>
    </message>
    <message>
        <source>as %1</source>
        <translation>判为 %1</translation>
    </message>
    <message>
        <source>Names by sentences</source>
        <translation>名字与句子</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Found, percent</source>
        <translation>找到的百分比</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未询问</translation>
    </message>
    <message>
        <source>The hardest names first. Each column is a sentence of the suite; Enter lists it. Names stay in this window: no report shows one.</source>
        <translation>最难的名字排在最前。每一列是测试套件中的一个句子；按 Enter 列出它。名字只留在本窗口：任何报告都不显示。</translation>
    </message>
</context>
<context>
    <name>NavigatorPanel</name>
    <message>
        <source>No document matches.</source>
        <translation>没有符合条件的文档。</translation>
    </message>
    <message>
        <source>Show one state</source>
        <translation>只看一种状态</translation>
    </message>
    <message>
        <source>Every state</source>
        <translation>全部状态</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Open notes of the whole project</source>
        <translation>整个项目中未处理的备注</translation>
    </message>
    <message>
        <source>Comments and flags</source>
        <translation>评论与标记</translation>
    </message>
    <message>
        <source>Enter goes to the place, Space settles a note, Delete takes it away</source>
        <translation>回车跳转，空格标为已处理，Delete 删除</translation>
    </message>
    <message>
        <source>Comment on this document</source>
        <translation>评论此文档</translation>
    </message>
    <message>
        <source>New comment</source>
        <translation>新评论</translation>
    </message>
    <message>
        <source>Comment on the picked entity</source>
        <translation>评论所选实体</translation>
    </message>
    <message>
        <source>⚑ Flag</source>
        <translation>⚑ 标记</translation>
    </message>
    <message>
        <source>⚑ %1</source>
        <translation>⚑ %1</translation>
    </message>
    <message>
        <source>document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>entity</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已处理</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>It failed. The window says why.</source>
        <translation>失败了。窗口中说明了原因。</translation>
    </message>
    <message>
        <source>F1 %1 percent</source>
        <translation>F1 %1%</translation>
    </message>
    <message>
        <source>Training %1 has ended</source>
        <translation>训练 %1 已结束</translation>
    </message>
</context>
<context>
    <name>OrderModel</name>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Likeliest tags (MNLP)</source>
        <translation>最可能的标记（MNLP）</translation>
    </message>
    <message>
        <source>Disagreement (BALD)</source>
        <translation>分歧（BALD）</translation>
    </message>
    <message>
        <source>How spread the probabilities of all tags are, a mean over the words</source>
        <translation>各标记概率的分散程度，取各词平均</translation>
    </message>
    <message>
        <source>How close the second tag comes to the first, a mean over the words</source>
        <translation>第二可能的标记与第一的接近程度，取各词平均</translation>
    </message>
    <message>
        <source>How improbable the likeliest tags are, a mean over the words</source>
        <translation>最可能标记的不确定程度，取各词平均</translation>
    </message>
    <message>
        <source>How far passes with dropout disagree; slower than the others</source>
        <translation>多次带 dropout 的预测之间的分歧；比其他方法慢</translation>
    </message>
    <message>
        <source>Drawn at random</source>
        <translation>随机抽取</translation>
    </message>
    <message>
        <source>Waits: much like one before it</source>
        <translation>靠后：与前面的某篇很相似</translation>
    </message>
    <message>
        <source>The run is unsure</source>
        <translation>运行没有把握</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定度</translation>
    </message>
    <message>
        <source>Why here</source>
        <translation>排在此处的原因</translation>
    </message>
</context>
<context>
    <name>OrderTab</name>
    <message>
        <source>Ask the run</source>
        <translation>询问运行</translation>
    </message>
    <message>
        <source>Label in this order</source>
        <translation>按此顺序标注</translation>
    </message>
    <message>
        <source>List the documents in the labelling workspace by this order (sort:learning)</source>
        <translation>在标注工作区按此顺序列出文档（sort:learning）</translation>
    </message>
    <message>
        <source>Documents in the order in which to label them</source>
        <translation>按应标注的先后排列的文档</translation>
    </message>
    <message>
        <source>Unsure by</source>
        <translation>不确定度依据</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Share drawn at random</source>
        <translation>随机抽取的比例</translation>
    </message>
    <message>
        <source>So many documents are drawn, not chosen: scores on them are without bias</source>
        <translation>这一比例的文档是随机抽取而非挑选的：在其上的得分没有偏差</translation>
    </message>
    <message>
        <source>Much alike from</source>
        <translation>相似度阈值</translation>
    </message>
    <message>
        <source>From this share of common word triples on a text waits behind the others; 1: only equal ones</source>
        <translation>相同的三词组达到此比例的文本排到后面；1：仅完全相同的</translation>
    </message>
    <message>
        <source>Progress of the order</source>
        <translation>排序进度</translation>
    </message>
    <message>
        <source>Drawn at random</source>
        <translation>随机抽取</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The run reads the documents that nobody has decided on…</source>
        <translation>运行正在读取尚未定稿的文档…</translation>
    </message>
    <message>
        <source>No order yet: ask the run which documents would teach it most</source>
        <translation>还没有顺序：请询问运行哪些文档最能教会它</translation>
    </message>
    <message numerus="yes">
        <source>%n documents by run %1, %2; %3 drawn at random, %4 wait behind their like</source>
        <translation>
            <numerusform>%n 篇文档，依据运行 %1，%2；%3 篇随机抽取，%4 篇因相似而靠后</numerusform>
        </translation>
    </message>
    <message>
        <source>Order</source>
        <translation>标注顺序</translation>
    </message>
</context>
<context>
    <name>OriginTexts</name>
    <message>
        <source>Lineage</source>
        <translation>谱系</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message numerus="yes">
        <source>as it was after step %1 of its history; %n steps since</source>
        <translation>
            <numerusform>历史第 %1 步之后的样子；此后又有 %n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>as it is now, after step %1 of its history</source>
        <translation>与现在相同，历史第 %1 步之后</translation>
    </message>
    <message>
        <source>Weights at the start</source>
        <translation>起始权重</translation>
    </message>
    <message>
        <source>Sentences learnt</source>
        <translation>学习的句子</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>Validation data</source>
        <translation>验证数据</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Only documents with</source>
        <translation>只用带有以下属性的文档</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签序列</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Matrix products</source>
        <translation>矩阵乘法</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Sentences at once</source>
        <translation>一次处理的句子</translation>
    </message>
</context>
<context>
    <name>OutcomeModel</name>
    <message>
        <source>All (micro)</source>
        <translation>全部（微平均）</translation>
    </message>
    <message>
        <source>%1 %, 95 % interval %2 to %3</source>
        <translation>%1%，95% 区间 %2 至 %3</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>遗漏</translation>
    </message>
    <message>
        <source>What was looked for</source>
        <translation>要找的内容</translation>
    </message>
    <message>
        <source>Of what the model marked, how much is right, in percent</source>
        <translation>模型标出的实体中有多少是对的，以百分比表示</translation>
    </message>
    <message>
        <source>Of what is there, how much the model found, in percent</source>
        <translation>文中的实体有多少被模型找到，以百分比表示</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall, in percent</source>
        <translation>精确率与召回率的调和平均，以百分比表示</translation>
    </message>
    <message>
        <source>Marked where it stands, with the right label</source>
        <translation>位置和标签都标对了</translation>
    </message>
    <message>
        <source>Marked, but not there, or not with this label or these borders</source>
        <translation>标出了，但该处没有实体，或标签、边界不对</translation>
    </message>
    <message>
        <source>There, but not marked so</source>
        <translation>文中有，却没有这样标出</translation>
    </message>
</context>
<context>
    <name>PairPlacesModel</name>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>改对</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>改错</translation>
    </message>
    <message>
        <source>Wrong otherwise</source>
        <translation>错得不同</translation>
    </message>
    <message>
        <source>Wrong alike</source>
        <translation>错得相同</translation>
    </message>
    <message>
        <source>Right by both</source>
        <translation>两次都对</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>第一次训练</translation>
    </message>
    <message>
        <source>Second run</source>
        <translation>第二次训练</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message>
        <source>Find or add a label</source>
        <translation>查找或新建标签</translation>
    </message>
    <message>
        <source>Enter takes the first label of the list, Shift+Enter adds a new one</source>
        <translation>回车选用列表中的第一个标签，Shift+回车新建标签</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Enter labels, Right shows the label itself, F2 renames, Delete archives</source>
        <translation>回车标注，→ 查看标签，F2 重命名，Delete 归档</translation>
    </message>
    <message>
        <source>%1, archived</source>
        <translation>%1，已归档</translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation>%1，按键 %2</translation>
    </message>
    <message>
        <source>Back to the labels in use</source>
        <translation>回到在用标签</translation>
    </message>
    <message numerus="yes">
        <source>%Ln archived labels</source>
        <translation>
            <numerusform>%Ln 个已归档标签</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 …, now the second key; Esc drops it</source>
        <translation>%1 …，请按第二个键；Esc 取消</translation>
    </message>
    <message>
        <source>No labels yet: type a name, press Enter</source>
        <translation>还没有标签：输入名称后按回车</translation>
    </message>
    <message>
        <source>“%1” is archived: Shift+Enter brings it back</source>
        <translation>“%1”已归档：按 Shift+回车恢复</translation>
    </message>
    <message>
        <source>Enter adds the label “%1”</source>
        <translation>按回车新建标签“%1”</translation>
    </message>
    <message>
        <source>Shift+Enter adds the label “%1”</source>
        <translation>按 Shift+回车新建标签“%1”</translation>
    </message>
    <message>
        <source>No label fits</source>
        <translation>没有符合的标签</translation>
    </message>
    <message>
        <source>There is already a label called %1.</source>
        <translation>已有名为 %1 的标签。</translation>
    </message>
    <message>
        <source>Label %1 added</source>
        <translation>已添加标签 %1</translation>
    </message>
    <message>
        <source>A label needs a name.</source>
        <translation>标签需要一个名称。</translation>
    </message>
    <message>
        <source>An archived label is called so. Choose another name, or bring that one back.</source>
        <translation>有一个已归档的标签用了这个名称。请换一个名称，或恢复那个标签。</translation>
    </message>
    <message>
        <source>There is already a label of this name. Choose another one, or merge the two.</source>
        <translation>已有同名标签。请换一个名称，或将两者合并。</translation>
    </message>
    <message>
        <source>A key is one letter from a to z or one digit.</source>
        <translation>按键是 a 到 z 的一个字母或一个数字。</translation>
    </message>
    <message>
        <source>With so many labels a key is two letters from a to z or digits.</source>
        <translation>标签较多时，按键由两个字母（a 到 z）或数字组成。</translation>
    </message>
    <message>
        <source>The key %1 belongs to %2. Give that label another key first.</source>
        <translation>按键 %1 属于 %2。请先给那个标签换一个按键。</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>重命名 %1</translation>
    </message>
    <message>
        <source>%1 is renamed</source>
        <translation>%1 已重命名</translation>
    </message>
    <message>
        <source>Change the key of %1</source>
        <translation>更改 %1 的按键</translation>
    </message>
    <message>
        <source>Key of %1 changed</source>
        <translation>%1 的按键已更改</translation>
    </message>
    <message>
        <source>Archive %1</source>
        <translation>归档 %1</translation>
    </message>
    <message>
        <source>%1 is archived; its entities stay</source>
        <translation>%1 已归档，其实体保留</translation>
    </message>
    <message>
        <source>Bring back %1</source>
        <translation>恢复 %1</translation>
    </message>
    <message>
        <source>%1 is in use again</source>
        <translation>%1 已恢复使用</translation>
    </message>
    <message>
        <source>About this label</source>
        <translation>关于此标签</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Change the key…</source>
        <translation>更改按键…</translation>
    </message>
    <message>
        <source>Change the colour…</source>
        <translation>更改颜色…</translation>
    </message>
    <message>
        <source>Merge into…</source>
        <translation>合并到…</translation>
    </message>
    <message>
        <source>Archive…</source>
        <translation>归档…</translation>
    </message>
</context>
<context>
    <name>ParallelView</name>
    <message>
        <source>Runs over what differs</source>
        <translation>各运行的不同之处</translation>
    </message>
    <message>
        <source>%1: %2 = %3</source>
        <translation>%1：%2 = %3</translation>
    </message>
</context>
<context>
    <name>PlacesModel</name>
    <message>
        <source>overlaps %1</source>
        <translation>与 %1 重叠</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message>
        <source>The first batch as the model sees it</source>
        <translation>模型看到的第一批数据</translation>
    </message>
    <message>
        <source>What the run will be</source>
        <translation>训练预览</translation>
    </message>
    <message>
        <source>Trying a few steps</source>
        <translation>试跑几步</translation>
    </message>
    <message>
        <source>Trying a few steps…</source>
        <translation>正在试跑几步…</translation>
    </message>
    <message>
        <source>This run cannot start yet</source>
        <translation>这次训练还不能开始</translation>
    </message>
    <message>
        <source>Needs %1 MB of memory even for one sentence at a time, and less is free. Lower the window length, choose a smaller model, or recompute activations.</source>
        <translation>即使一次一句也需要 %1 MB 内存，而可用内存不足。请缩短窗口、换较小的模型，或改为重算激活值。</translation>
    </message>
    <message>
        <source>%1 % of the characters are unknown to this encoder: it cannot tell these words apart. Choose an encoder for this language.</source>
        <translation>有 %1% 的字符该编码器不认识，无法区分这些词。请选用支持该语言的编码器。</translation>
    </message>
    <message>
        <source>Fewer than 20 examples to learn from: %1. Label more of them, or leave them out.</source>
        <translation>可学习的例子不足 20 个：%1。请多标一些，或不用它们。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences to check by stand in the training data too: the score will be too good. Remove one of the two.</source>
        <translation>
            <numerusform>有 %Ln 个用于检验的句子也在训练数据中，分数会偏高。请删去其一。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences are longer than the window and are read in parts.</source>
        <translation>
            <numerusform>有 %Ln 个句子超过窗口长度，将分段读取。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln entities to choose the best weights by: scores will jump about.</source>
        <translation>
            <numerusform>仅有 %Ln 个实体用于挑选最佳权重，分数会起伏不定。</numerusform>
        </translation>
    </message>
    <message>
        <source>About %1 on %2</source>
        <translation>在%2上约需 %1</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>the graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>This run does not fit</source>
        <translation>内存容不下这次训练</translation>
    </message>
    <message>
        <source>%1 sentences to learn from, %2 held out to choose by</source>
        <translation>%1 句用于学习，留出 %2 句用于挑选</translation>
    </message>
    <message>
        <source>%1 sentences to learn from, %2 to choose by</source>
        <translation>%1 句用于学习，%2 句用于挑选</translation>
    </message>
    <message numerus="yes">
        <source>%Ln undecided documents are left out</source>
        <translation>
            <numerusform>%Ln 篇未定文档不参与学习</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 steps, %2 sub-words a second, up to %3 MB of memory</source>
        <translation>%1 步，每秒 %2 个子词，内存最多 %3 MB</translation>
    </message>
    <message>
        <source>%1 sub-words a word in %2</source>
        <translation>每词 %1 个子词，精度 %2</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>To learn from</source>
        <translation>用于学习</translation>
    </message>
    <message>
        <source>To choose by</source>
        <translation>用于挑选</translation>
    </message>
    <message>
        <source>Grey pieces teach nothing; a bold piece carries the tag behind it</source>
        <translation>灰色子词不参与学习；粗体子词带有其后的标记</translation>
    </message>
    <message>
        <source>Another run trains now</source>
        <translation>另一个训练正在进行</translation>
    </message>
    <message>
        <source>Time and memory are tried when the device is free. This run waits in the queue until then.</source>
        <translation>设备空闲时才能试算时间和内存。在此之前，这次训练在队列中等待。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new pieces in the vocabulary: %1 % of the characters stay unknown, instead of %2 %.</source>
        <translation>
            <numerusform>词表新增 %Ln 个词元：仍有 %1 % 的字符未知，原为 %2 %。</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>不新增</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new pieces in the vocabulary would let it read more: %1 % of the characters would stay unknown, instead of %2 %. They are learnt from your text.</source>
        <translation>
            <numerusform>在词表中新增 %Ln 个词元可让它读懂更多：仅 %1 % 的字符仍未知，现为 %2 %。新词元从你的文本中学习。</numerusform>
        </translation>
    </message>
    <message>
        <source>Extend the vocabulary</source>
        <translation>扩充词表</translation>
    </message>
    <message>
        <source>%1 sentences more with names of the suite</source>
        <translation>另有 %1 个句子换用名单中的姓名</translation>
    </message>
    <message>
        <source>Few sentences in a group, so its weight rests on little: %1</source>
        <translation>有的组句子很少，其权重依据不足：%1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln groups of sentences</source>
        <translation>
            <numerusform>%Ln 个句子组</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 sentences paired with one of another name</source>
        <translation>%1 个句子配有换了名字的另一句</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>Plot; press T for a table of its numbers</source>
        <translation>图表；按 T 键以表格显示数值</translation>
    </message>
    <message>
        <source>Numbers of the plot</source>
        <translation>图中的数值</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>不是数字</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>……还有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2 %3)
%4</source>
        <translation>%1（%2 %3）
%4</translation>
    </message>
</context>
<context>
    <name>PlotTwin</name>
    <message>
        <source>Line</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation>平滑值</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>ProgressButton</name>
    <message numerus="yes">
        <source>%Ln entities an hour</source>
        <translation>
            <numerusform>每小时 %Ln 个实体</numerusform>
        </translation>
    </message>
    <message>
        <source>Progress by state and by label. Time counts while keys or the mouse are used; a pause of more than a minute is a break</source>
        <translation>按状态和标签显示进度。使用键盘或鼠标时计时，停顿超过一分钟视为休息</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>已完成 %1 / %2</translation>
    </message>
</context>
<context>
    <name>ProgressPopup</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Progress by state</source>
        <translation>按状态的进度</translation>
    </message>
    <message>
        <source>Progress by label</source>
        <translation>按标签的进度</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>No active time is measured yet: it begins with the first key in a text.</source>
        <translation>尚未计时：在文本中按下第一个键后开始。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Active time</source>
        <translation>有效时间</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>ProjectPage</name>
    <message>
        <source>No documents yet</source>
        <translation>还没有文档</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
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
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Labels and how often each stands in the texts</source>
        <translation>各标签及其出现次数</translation>
    </message>
    <message>
        <source>Show one split</source>
        <translation>按划分筛选</translation>
    </message>
    <message>
        <source>Show one state</source>
        <translation>按状态筛选</translation>
    </message>
    <message>
        <source>Every state</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Every split</source>
        <translation>全部划分</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Documents and imports</source>
        <translation>文档与导入</translation>
    </message>
    <message>
        <source>No document matches. Clear the filter or choose another split.</source>
        <translation>没有符合条件的文档。请清除筛选，或换一个划分。</translation>
    </message>
    <message>
        <source>The trash is empty. Delete, in the list of documents, moves the chosen ones here.</source>
        <translation>回收站是空的。在文档列表中按 Delete 键，选中的文档会移到这里。</translation>
    </message>
    <message>
        <source>Nothing in the trash matches.</source>
        <translation>回收站中没有符合条件的文档。</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Move the chosen documents to the trash</source>
        <translation>将选中的文档移入回收站</translation>
    </message>
    <message>
        <source>Choose more documents</source>
        <translation>选中更多文档</translation>
    </message>
    <message>
        <source>Copy the chosen rows</source>
        <translation>复制选中的行</translation>
    </message>
    <message>
        <source>What may be typed into the filter</source>
        <translation>查看筛选框中可输入的内容</translation>
    </message>
    <message>
        <source>Trash (%1)</source>
        <translation>回收站 (%1)</translation>
    </message>
    <message>
        <source>Show the trash</source>
        <translation>查看回收站</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Bring the chosen documents back</source>
        <translation>恢复选中的文档</translation>
    </message>
    <message>
        <source>Back to the documents</source>
        <translation>返回文档列表</translation>
    </message>
    <message>
        <source>Documents here count nowhere and are in no export.</source>
        <translation>这里的文档不计入任何统计，也不会导出。</translation>
    </message>
    <message>
        <source>Find or filter documents</source>
        <translation>查找或筛选文档</translation>
    </message>
    <message>
        <source>Export documents…</source>
        <translation>导出文档…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export documents</source>
        <translation>导出文档</translation>
    </message>
    <message>
        <source>Make splits…</source>
        <translation>生成划分…</translation>
    </message>
    <message>
        <source>This page lists the texts of the project. Import plain text or labelled files (CoNLL, JSON, brat, spaCy and more), or drop them anywhere in this window.</source>
        <translation>此页列出项目的文本。请导入纯文本或已标注的文件（CoNLL、JSON、brat、spaCy 等），或将文件拖放到窗口任意处。</translation>
    </message>
    <message>
        <source>Deal the documents to training, validation and test</source>
        <translation>把文档分配到训练、验证和测试</translation>
    </message>
</context>
<context>
    <name>PropagateDialog</name>
    <message>
        <source>Label equal words</source>
        <translation>标注相同的词</translation>
    </message>
    <message>
        <source>“%1” as %2</source>
        <translation>“%1”标为 %2</translation>
    </message>
    <message>
        <source>In this document</source>
        <translation>在此文档中</translation>
    </message>
    <message>
        <source>In the documents shown</source>
        <translation>在所显示的文档中</translation>
    </message>
    <message>
        <source>In the project</source>
        <translation>在整个项目中</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>查找范围</translation>
    </message>
    <message>
        <source>as labels</source>
        <translation>作为标签</translation>
    </message>
    <message>
        <source>as suggestions</source>
        <translation>作为建议</translation>
    </message>
    <message>
        <source>What to make</source>
        <translation>生成内容</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全词匹配</translation>
    </message>
    <message>
        <source>Same case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全部勾选</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>全部不选</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln places found</source>
        <translation>
            <numerusform>找到 %Ln 处</numerusform>
        </translation>
    </message>
    <message>
        <source>the list is cut: label these, then look again</source>
        <translation>列表已截断：请先标注这些，再重新查找</translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled already</source>
        <translation>
            <numerusform>%Ln 处已标注</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected before</source>
        <translation>
            <numerusform>%Ln 处曾被拒绝</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Label %Ln places</source>
        <translation>
            <numerusform>标注 %Ln 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suggest %Ln places</source>
        <translation>
            <numerusform>建议 %Ln 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the %Ln chosen documents</source>
        <translation>
            <numerusform>在选中的 %Ln 篇文档中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>位置：</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>上级文件夹</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>转到上级文件夹</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>列表视图</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>切换到列表视图</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>详细视图</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>切换到详细视图</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>侧边栏</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>文件类型：</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>文件名(&amp;N)：</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>文件夹：</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>选择(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>显示隐藏文件(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>新建文件夹(&amp;N)</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Computer</source>
        <translation>计算机</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>修改日期</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>全部保存</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>是(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>恢复默认值</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>复制链接地址(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>%1: %2. %3, in %4</source>
        <translation>%1：%2。%3，位于 %4</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Go on with the interrupted run</source>
        <translation>继续被中断的训练</translation>
    </message>
    <message>
        <source>From its last checkpoint; on the processor it ends in the same bits</source>
        <translation>从最近的检查点接着训练；在处理器上结果逐位相同</translation>
    </message>
    <message>
        <source>Do not go on with the interrupted run</source>
        <translation>不继续被中断的训练</translation>
    </message>
    <message>
        <source>It stays in the list of runs, and can go on from there</source>
        <translation>它仍在训练列表中，以后可从那里继续</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Train it earlier (Alt+Up)</source>
        <translation>提前训练（Alt+↑）</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Train it later (Alt+Down)</source>
        <translation>推后训练（Alt+↓）</translation>
    </message>
    <message>
        <source>Take out of the queue</source>
        <translation>移出队列</translation>
    </message>
    <message>
        <source>Take out of the queue (Delete)</source>
        <translation>移出队列（Delete）</translation>
    </message>
    <message>
        <source>Runs that wait</source>
        <translation>等待中的训练</translation>
    </message>
    <message>
        <source>%1 waits in the queue</source>
        <translation>%1 已在队列中等待</translation>
    </message>
    <message>
        <source>%1 waits in the queue behind %2</source>
        <translation>%1 已在队列中等待，排在 %2 之后</translation>
    </message>
    <message>
        <source>%1 was interrupted. Its last checkpoint is whole.</source>
        <translation>%1 被中断，最近的检查点完好。</translation>
    </message>
    <message numerus="yes">
        <source>%1 was interrupted, and %Ln more. Their last checkpoints are whole.</source>
        <translation>
            <numerusform>%1 被中断，另有 %Ln 个也是。它们最近的检查点都完好。</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on later</source>
        <translation>稍后继续</translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs waiting, paused</source>
        <translation>
            <numerusform>%Ln 个训练在等待，已暂停</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs waiting</source>
        <translation>
            <numerusform>%Ln 个训练在等待</numerusform>
        </translation>
    </message>
    <message>
        <source>The queue is paused: nothing starts by itself.</source>
        <translation>队列已暂停，不会自动开始训练。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Start the queue</source>
        <translation>开始队列</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>Train the runs that wait, one after another</source>
        <translation>依次训练等待中的各项</translation>
    </message>
    <message>
        <source>The run that trains goes on; no other one starts</source>
        <translation>正在进行的训练会继续，其余的不会开始</translation>
    </message>
    <message>
        <source>%1, goes on</source>
        <translation>%1（接着训练）</translation>
    </message>
    <message>
        <source>%1 was taken out of the queue</source>
        <translation>%1 已移出队列</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation>暂停训练</translation>
    </message>
    <message>
        <source>Start or pause the queue of runs</source>
        <translation>开始或暂停训练队列</translation>
    </message>
    <message>
        <source>Search %1: %2 of at most %3 runs are done</source>
        <translation>搜索 %1：最多 %3 次训练，已完成 %2 次</translation>
    </message>
    <message>
        <source>Search %1: %2 runs are done</source>
        <translation>搜索 %1：已完成 %2 次训练</translation>
    </message>
    <message>
        <source>Cross-training %1: %2 of %3 folds are done</source>
        <translation>交叉训练 %1：%3 折中已完成 %2 折</translation>
    </message>
    <message>
        <source>Cross-training %1 begins</source>
        <translation>交叉训练 %1 开始</translation>
    </message>
</context>
<context>
    <name>QueueTexts</name>
    <message numerus="yes">
        <source>no label (%Ln times)</source>
        <translation>
            <numerusform>无标签（%Ln 次）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%Ln times)</source>
        <translation>
            <numerusform>%1（%Ln 次）</numerusform>
        </translation>
    </message>
    <message>
        <source>Wrong type</source>
        <translation>类型有误</translation>
    </message>
    <message>
        <source>Wrong border</source>
        <translation>边界有误</translation>
    </message>
    <message>
        <source>Not an entity</source>
        <translation>不是实体</translation>
    </message>
    <message>
        <source>Missing entity</source>
        <translation>漏标实体</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>已改正</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1: “%2” → “%3”</source>
        <translation>%1：“%2” → “%3”</translation>
    </message>
    <message>
        <source>%1 “%2” → %3 “%4”</source>
        <translation>%1 “%2” → %3 “%4”</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>加上 %1</translation>
    </message>
    <message>
        <source>A model that never saw this text gives the label as it stands %1 %, the proposed one %2 %.</source>
        <translation>一个没有见过此文本的模型认为现有标签的概率为 %1%，建议标签的概率为 %2%。</translation>
    </message>
    <message>
        <source>In other documents “%1”: %2.</source>
        <translation>在其他文档中，“%1”的标注：%2。</translation>
    </message>
    <message>
        <source>None decided yet</source>
        <translation>尚无决定</translation>
    </message>
    <message>
        <source>%1 of %2 were errors: %3 % (%4 to %5 %)</source>
        <translation>%2 处中有 %1 处有误：%3%（%4% 至 %5%）</translation>
    </message>
    <message numerus="yes">
        <source>, %Ln unsure</source>
        <translation>
            <numerusform>，%Ln 处存疑</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Workspaces</source>
        <translation>工作区</translation>
    </message>
</context>
<context>
    <name>RailButton</name>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln 项待处理</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>What to start from: a name of the library, a folder, or run:NAME of this project</source>
        <translation>从什么开始：模型库中的名称、文件夹，或本项目的 run:名称</translation>
    </message>
    <message>
        <source>Times that the training data is gone through</source>
        <translation>训练数据被读过的遍数</translation>
    </message>
    <message>
        <source>Optimizer steps at most; 0: as epochs say</source>
        <translation>优化步数上限；0：由轮数决定</translation>
    </message>
    <message>
        <source>Highest learning rate</source>
        <translation>最高学习率</translation>
    </message>
    <message>
        <source>The same for the new head; 0: equal</source>
        <translation>新分类头的学习率；0：与上面相同</translation>
    </message>
    <message>
        <source>L2 pull on weights, not on biases and LayerNorm</source>
        <translation>对权重的 L2 衰减，不含偏置和 LayerNorm</translation>
    </message>
    <message>
        <source>Sentences a batch</source>
        <translation>每批句子数</translation>
    </message>
    <message>
        <source>Batches an optimizer step</source>
        <translation>每个优化步的批数</translation>
    </message>
    <message>
        <source>Sub-words of a window; longer texts are cut into windows</source>
        <translation>窗口的子词数；更长的文本切成多个窗口</translation>
    </message>
    <message>
        <source>Share of the steps in which the rate rises</source>
        <translation>学习率上升阶段所占的步数比例</translation>
    </message>
    <message>
        <source>How the rate falls after the warm-up</source>
        <translation>预热之后学习率如何下降</translation>
    </message>
    <message>
        <source>AdamW, or SGD with momentum 0.9</source>
        <translation>AdamW，或动量为 0.9 的 SGD</translation>
    </message>
    <message>
        <source>Share of values dropped in training; -1: the model&apos;s own</source>
        <translation>训练中随机置零的比例；-1：用模型自带的值</translation>
    </message>
    <message>
        <source>Share of certainty given to the other tags</source>
        <translation>分给其他标记的确信度比例</translation>
    </message>
    <message>
        <source>Rare tags count more: not, as they are rare, or by the root of it</source>
        <translation>稀有标记更受重视：不、按稀有程度、或按其平方根</translation>
    </message>
    <message>
        <source>Factor on the rate from a layer to the one below; 1: all learn alike</source>
        <translation>从一层到下一层学习率的系数；1：各层相同</translation>
    </message>
    <message>
        <source>Lowest layers that do not learn, with the embeddings; 0: all learn</source>
        <translation>不参与学习的最低若干层（含嵌入层）；0：全部学习</translation>
    </message>
    <message>
        <source>Less memory for about a third more time</source>
        <translation>少用内存，多用约三分之一时间</translation>
    </message>
    <message>
        <source>Longest gradient; 0: not clipped</source>
        <translation>梯度的最大长度；0：不截断</translation>
    </message>
    <message>
        <source>Numbers used in products</source>
        <translation>矩阵运算所用的数值精度</translation>
    </message>
    <message>
        <source>Start of all chance in the run</source>
        <translation>本次训练全部随机性的起点</translation>
    </message>
    <message>
        <source>The same bits each time on the same CPU</source>
        <translation>在同一 CPU 上每次逐位相同</translation>
    </message>
    <message>
        <source>Evaluations without gain before it stops; 0: never</source>
        <translation>多少次评估无进步后停止；0：从不</translation>
    </message>
    <message>
        <source>Steps between evaluations; 0: each epoch</source>
        <translation>评估间隔步数；0：每轮一次</translation>
    </message>
    <message>
        <source>Evaluates before the first step too</source>
        <translation>第一步之前也评估一次</translation>
    </message>
    <message>
        <source>What the best weights are chosen by, on the validation split</source>
        <translation>在验证集上按什么挑选最佳权重</translation>
    </message>
    <message>
        <source>Steps between checkpoints; 0: each epoch</source>
        <translation>检查点间隔步数；0：每轮一次</translation>
    </message>
    <message>
        <source>Checkpoints that are kept, the newest ones</source>
        <translation>保留最新的若干检查点</translation>
    </message>
    <message>
        <source>Where it runs</source>
        <translation>在哪里运行</translation>
    </message>
    <message>
        <source>CPU threads; 0: as OMP_NUM_THREADS says, else all cores</source>
        <translation>CPU 线程数；0：依 OMP_NUM_THREADS，未设则用全部核心</translation>
    </message>
    <message>
        <source>How tags are read off: forbidden ones left out, or not</source>
        <translation>如何读出标记：是否排除不允许的标记</translation>
    </message>
    <message>
        <source>New pieces at most, for characters and words that the encoder cannot read; 0: none</source>
        <translation>为编码器读不懂的字符和词最多新增的词元数；0：不新增</translation>
    </message>
    <message>
        <source>Learns sentences again with names of this suite in place of theirs; empty: not</source>
        <translation>用此名单中的姓名替换后，再学一遍句子；留空：不替换</translation>
    </message>
    <message>
        <source>Times that a sentence is learnt again with other names</source>
        <translation>换用其他姓名再学一遍的次数</translation>
    </message>
    <message>
        <source>What parts sentences into groups: a metadata column, or suite:NAME for its names</source>
        <translation>按什么把句子分组：一个元数据列，或用 suite:NAME 按该套件的名字</translation>
    </message>
    <message>
        <source>Weighs sentences so that their group does not foretell if they hold an entity</source>
        <translation>给句子加权，使其所在的组不能预示句中有无实体</translation>
    </message>
    <message>
        <source>The type of entity that it must not foretell; empty: any</source>
        <translation>组不应预示的实体类型；留空：任何类型</translation>
    </message>
    <message>
        <source>How fast groups with a high loss gain weight (group DRO), 0.01 say; 0: not</source>
        <translation>损失高的组增加权重的快慢（组 DRO），例如 0.01；0：不用</translation>
    </message>
    <message>
        <source>The suite whose names stand in the second sentence of each pair</source>
        <translation>每一对的第二句所用名字的套件</translation>
    </message>
    <message>
        <source>Pull of a sentence&apos;s answer to that of the same one with another name; 0: none</source>
        <translation>把一句的结果拉向换了名字的同一句的力度；0：不用</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>RecipeForm</name>
    <message>
        <source>The same bits each time</source>
        <translation>每次结果逐位相同</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Falls evenly</source>
        <translation>均匀下降</translation>
    </message>
    <message>
        <source>Falls like a cosine</source>
        <translation>按余弦下降</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>同等看待</translation>
    </message>
    <message>
        <source>Rare ones more</source>
        <translation>稀有的更重</translation>
    </message>
    <message>
        <source>Rare ones much more</source>
        <translation>稀有的重得多</translation>
    </message>
    <message>
        <source>Chosen by the machine</source>
        <translation>由机器选择</translation>
    </message>
    <message>
        <source>Full (fp32)</source>
        <translation>全精度 (fp32)</translation>
    </message>
    <message>
        <source>Half, wide range (bf16)</source>
        <translation>半精度，宽范围 (bf16)</translation>
    </message>
    <message>
        <source>Half (fp16)</source>
        <translation>半精度 (fp16)</translation>
    </message>
    <message>
        <source>Chosen by itself</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far one step moves the weights; 2e-4 suits small models, 5e-5 large ones</source>
        <translation>每一步移动权重的幅度；小模型宜用 2e-4，大模型宜用 5e-5</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often every training sentence is seen</source>
        <translation>每个训练句子被看到的次数</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Sentences for one step</source>
        <translation>每一步的句子数</translation>
    </message>
    <message>
        <source>Window length</source>
        <translation>窗口长度</translation>
    </message>
    <message>
        <source>Sub-words that are read at once; longer sentences are cut into overlapping windows</source>
        <translation>一次读取的子词数；更长的句子切成相互重叠的窗口</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Share of the steps in which the rate rises</source>
        <translation>学习率上升阶段所占的步数比例</translation>
    </message>
    <message>
        <source>Then the rate</source>
        <translation>之后学习率</translation>
    </message>
    <message>
        <source>How the rate falls after the warm-up</source>
        <translation>预热之后学习率如何下降</translation>
    </message>
    <message>
        <source>Stop early after</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Evaluations without a better score before the run stops by itself</source>
        <translation>连续多少次评估没有更好成绩便自行停止</translation>
    </message>
    <message>
        <source>Labels count</source>
        <translation>标签权重</translation>
    </message>
    <message>
        <source>Whether rare labels weigh more in what is learnt: finds more of them, with more false finds</source>
        <translation>稀有标签在学习中是否更受重视：找得更多，误报也更多</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>How exactly numbers are kept while training; half is faster where the machine has it</source>
        <translation>训练时数值的精确程度；机器支持时半精度更快</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the arithmetic is done</source>
        <translation>在哪里运算</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same shuffling and the same first weights</source>
        <translation>相同种子得到相同的打乱顺序和初始权重</translation>
    </message>
    <message>
        <source>On the same processor the same recipe gives the same weights, bit for bit</source>
        <translation>在同一处理器上，相同配方得到逐位相同的权重</translation>
    </message>
    <message>
        <source>The learning rate is a number above 0 and at most 1, such as 2e-4.</source>
        <translation>学习率应大于 0 且不超过 1，例如 2e-4。</translation>
    </message>
</context>
<context>
    <name>RecipeModel</name>
    <message>
        <source>Key</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>允许的值</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>%1. Allowed: %2. Default: %3.</source>
        <translation>%1。允许的值：%2。默认：%3。</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>出处：%1</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出处</translation>
    </message>
</context>
<context>
    <name>RecipeSource</name>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Made from the data, quick</source>
        <translation>根据数据生成，快速</translation>
    </message>
    <message>
        <source>Made from the data, balanced</source>
        <translation>根据数据生成，均衡</translation>
    </message>
    <message>
        <source>Made from the data, thorough</source>
        <translation>根据数据生成，彻底</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>As run %1</source>
        <translation>与训练 %1 相同</translation>
    </message>
    <message>
        <source>Models and runs are being read.</source>
        <translation>正在读取模型和训练。</translation>
    </message>
    <message>
        <source>There is no model to start from: add one to the library.</source>
        <translation>没有可用的模型：请先在模型库中添加。</translation>
    </message>
</context>
<context>
    <name>RecipeTable</name>
    <message>
        <source>Only what differs</source>
        <translation>只看不同之处</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>查找设置</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Whose values stand beside those of this recipe</source>
        <translation>与本配方并列显示的值来自哪里</translation>
    </message>
    <message>
        <source>Beside the defaults</source>
        <translation>与默认值并列</translation>
    </message>
    <message>
        <source>Beside a file…</source>
        <translation>与文件并列…</translation>
    </message>
    <message>
        <source>Shows the settings whose two values differ</source>
        <translation>只显示两个值不同的设置</translation>
    </message>
    <message>
        <source>Every setting of the recipe</source>
        <translation>配方的全部设置</translation>
    </message>
    <message>
        <source>About the setting</source>
        <translation>关于这项设置</translation>
    </message>
    <message>
        <source>Beside run %1</source>
        <translation>与训练 %1 并列</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Compare with a recipe</source>
        <translation>与配方比较</translation>
    </message>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>配方 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Beside the file %1…</source>
        <translation>与文件 %1 并列…</translation>
    </message>
    <message>
        <source>Choose a setting to read what it does, what it may be and where that comes from. Its value is changed by typing.</source>
        <translation>选择一项设置，可以看到它的作用、允许的值和出处。直接输入即可更改其值。</translation>
    </message>
</context>
<context>
    <name>ReportWords</name>
    <message>
        <source>%1 of %2 spans tell the units apart; spans that fit: %3</source>
        <translation>%2 个片段中有 %1 个能区分单位；相符的片段：%3</translation>
    </message>
    <message>
        <source>%1 read as %2</source>
        <translation>%1 读作 %2</translation>
    </message>
    <message>
        <source>%1 was left out: %2</source>
        <translation>%1 已略去：%2</translation>
    </message>
    <message>
        <source>%1 was not read: %2</source>
        <translation>%1 未读取：%2</translation>
    </message>
    <message>
        <source>A cell has a NUL character</source>
        <translation>单元格中有 NUL 字符</translation>
    </message>
    <message>
        <source>A key stands twice in one object; the last one was read</source>
        <translation>一个对象中同一个键出现两次；读取了最后一个</translation>
    </message>
    <message>
        <source>A label has no name</source>
        <translation>标签没有名称</translation>
    </message>
    <message>
        <source>A label is not [begin, end, name]</source>
        <translation>标签不是 [起点, 终点, 名称] 的形式</translation>
    </message>
    <message>
        <source>a list of documents with labels as elements</source>
        <translation>文档列表，标签写作元素</translation>
    </message>
    <message>
        <source>A number is too large</source>
        <translation>数字过大</translation>
    </message>
    <message>
        <source>A region lacks start, end or labels</source>
        <translation>区域缺少 start、end 或 labels</translation>
    </message>
    <message>
        <source>A span lacks start, end or label</source>
        <translation>片段缺少 start、end 或 label</translation>
    </message>
    <message>
        <source>A span&apos;s start or end is no whole number</source>
        <translation>片段的起点或终点不是整数</translation>
    </message>
    <message>
        <source>A string holds a bare control character</source>
        <translation>字符串中有未转义的控制字符</translation>
    </message>
    <message>
        <source>A string holds half of a surrogate pair</source>
        <translation>字符串中有半个代理对</translation>
    </message>
    <message>
        <source>A word has a NUL character</source>
        <translation>词中有 NUL 字符</translation>
    </message>
    <message>
        <source>abstract without a title</source>
        <translation>没有标题的摘要</translation>
    </message>
    <message>
        <source>An annotation stands before its title</source>
        <translation>标注出现在其标题之前</translation>
    </message>
    <message>
        <source>An attribute, note or link is of an entity that is not there</source>
        <translation>属性、注释或链接所属的实体不存在</translation>
    </message>
    <message>
        <source>An entity lacks label, start_offset or end_offset</source>
        <translation>实体缺少 label、start_offset 或 end_offset</translation>
    </message>
    <message>
        <source>an object with &quot;%TYPES&quot; or &quot;%FEATURE_STRUCTURES&quot;, as a UIMA CAS has them</source>
        <translation>带有 &quot;%TYPES&quot; 或 &quot;%FEATURE_STRUCTURES&quot; 的对象，与 UIMA CAS 相同</translation>
    </message>
    <message>
        <source>an object with &quot;documents&quot; and &quot;passages&quot;, as BioC has them</source>
        <translation>带有 &quot;documents&quot; 和 &quot;passages&quot; 的对象，与 BioC 相同</translation>
    </message>
    <message>
        <source>annotation of GATE&apos;s own work, which is not kept</source>
        <translation>GATE 自用的标注，不保留</translation>
    </message>
    <message>
        <source>annotation of the layer %1, which is not kept</source>
        <translation>%1 层的标注，不保留</translation>
    </message>
    <message>
        <source>annotation that is no entity</source>
        <translation>不是实体的标注</translation>
    </message>
    <message>
        <source>annotation that was cancelled</source>
        <translation>已取消的标注</translation>
    </message>
    <message>
        <source>annotation whose number was used before</source>
        <translation>编号已被使用的标注</translation>
    </message>
    <message>
        <source>annotation without a type read as &quot;annotation&quot;</source>
        <translation>没有类型的标注，读作 &quot;annotation&quot;</translation>
    </message>
    <message>
        <source>answer that was discarded</source>
        <translation>已舍弃的回答</translation>
    </message>
    <message>
        <source>answer to a question that is not about spans</source>
        <translation>与片段无关的问题的回答</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>按要求</translation>
    </message>
    <message>
        <source>asked for; tags that break each scheme: %1</source>
        <translation>按要求；不符合各标注方案的标记数：%1</translation>
    </message>
    <message>
        <source>attribute beside the identifier</source>
        <translation>标识符以外的属性</translation>
    </message>
    <message>
        <source>attribute named as BioC names something else</source>
        <translation>与 BioC 保留名称相同的属性</translation>
    </message>
    <message>
        <source>attribute of a span</source>
        <translation>片段的属性</translation>
    </message>
    <message>
        <source>attribute whose name the format takes for itself</source>
        <translation>与该格式保留名称相同的属性</translation>
    </message>
    <message>
        <source>attribute whose name XML cannot have</source>
        <translation>XML 不允许的属性名称</translation>
    </message>
    <message>
        <source>attribute with a blank in its name, or without a value of one line</source>
        <translation>名称中有空格或没有单行值的属性</translation>
    </message>
    <message>
        <source>border of a document that has blank lines of its own, or nothing else</source>
        <translation>自身含有空行或只有空行的文档的边界</translation>
    </message>
    <message>
        <source>border of an empty document</source>
        <translation>空文档的边界</translation>
    </message>
    <message>
        <source>brat&apos;s annotations lie beside the text</source>
        <translation>文本旁边有 brat 的标注</translation>
    </message>
    <message>
        <source>by the name of the column</source>
        <translation>根据列名</translation>
    </message>
    <message>
        <source>cell beyond the identifier</source>
        <translation>标识符之后的单元格</translation>
    </message>
    <message>
        <source>cell beyond the usual columns</source>
        <translation>通常各列之外的单元格</translation>
    </message>
    <message>
        <source>cell that a spreadsheet would run; it has a &apos; before it, as asked</source>
        <translation>电子表格会执行的单元格；已按要求在前面加上 &apos;</translation>
    </message>
    <message>
        <source>cells begin with = + - or @, which a spreadsheet would run; --set formulas=escape puts a &apos; before them</source>
        <translation>有单元格以 = + - 或 @ 开头，电子表格会执行它们；可以选择在前面加上 &apos;</translation>
    </message>
    <message>
        <source>Check that this is the right file.</source>
        <translation>请检查这是否是正确的文件。</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>请选择另一个文件。</translation>
    </message>
    <message>
        <source>colours and keys of %1 labels</source>
        <translation>%1 个标签的颜色和按键</translation>
    </message>
    <message>
        <source>column %1 and %2 more of %3 is not kept</source>
        <translation>%3 的第 %1 列及另外 %2 列不保留</translation>
    </message>
    <message>
        <source>column %1 of %2 is not kept</source>
        <translation>%2 的第 %1 列不保留</translation>
    </message>
    <message>
        <source>column beside ID, FORM, MISC and the entities that is not kept</source>
        <translation>ID、FORM、MISC 和实体以外的列，不保留</translation>
    </message>
    <message>
        <source>column of words &quot;%1&quot;</source>
        <translation>词列“%1”</translation>
    </message>
    <message>
        <source>columns are parted by blanks</source>
        <translation>各列以空格分隔</translation>
    </message>
    <message>
        <source>columns are parted by tabs</source>
        <translation>各列以制表符分隔</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>comment line that is not kept</source>
        <translation>不保留的注释行</translation>
    </message>
    <message>
        <source>Convert the file to UTF-8 first, for example with iconv.</source>
        <translation>请先将文件转换为 UTF-8，例如使用 iconv。</translation>
    </message>
    <message>
        <source>discontinuous span that is written as one stretch</source>
        <translation>写作一段的不连续片段</translation>
    </message>
    <message>
        <source>document that is cut into its sentences</source>
        <translation>被拆成句子的文档</translation>
    </message>
    <message>
        <source>document that several people labelled; one&apos;s labels are taken and the others&apos; stand as suggestions with their names</source>
        <translation>由多人标注的文档；采用其中一人的标签，其他人的作为带有姓名的建议</translation>
    </message>
    <message>
        <source>document type BioC.dtd that is named and was not read</source>
        <translation>提到但未读取的文档类型 BioC.dtd</translation>
    </message>
    <message>
        <source>document whose id is known and whose text is another: added as a new one</source>
        <translation>编号已知而文本不同的文档：作为新文档添加</translation>
    </message>
    <message>
        <source>document whose id is known and whose text is another: left out</source>
        <translation>编号已知而文本不同的文档：已略去</translation>
    </message>
    <message>
        <source>document whose id is known and whose text is another: the known one goes to the trash</source>
        <translation>编号已知而文本不同的文档：原有文档移到回收站</translation>
    </message>
    <message>
        <source>document whose metadata are not kept</source>
        <translation>不保留元数据的文档</translation>
    </message>
    <message>
        <source>document whose name and state are not kept</source>
        <translation>不保留名称和状态的文档</translation>
    </message>
    <message>
        <source>document whose name, split, state and metadata are not kept</source>
        <translation>不保留名称、划分、状态和元数据的文档</translation>
    </message>
    <message>
        <source>document whose own words and sentences are not kept</source>
        <translation>不保留自带词和句子的文档</translation>
    </message>
    <message>
        <source>document whose positions count %1</source>
        <translation>位置以 %1 计的文档</translation>
    </message>
    <message>
        <source>document whose split is not kept</source>
        <translation>不保留划分的文档</translation>
    </message>
    <message>
        <source>document whose state is not kept</source>
        <translation>不保留状态的文档</translation>
    </message>
    <message>
        <source>document whose state is not kept: it reads back as done</source>
        <translation>不保留状态的文档：读回时为已完成</translation>
    </message>
    <message>
        <source>document whose words overlap; they were found anew</source>
        <translation>词互相重叠的文档；已重新分词</translation>
    </message>
    <message>
        <source>document without a name, which becomes its number</source>
        <translation>没有名称的文档，以编号为名</translation>
    </message>
    <message>
        <source>document without labels whose state reads back as in work</source>
        <translation>没有标签的文档，读回时状态为进行中</translation>
    </message>
    <message>
        <source>document without text</source>
        <translation>没有文本的文档</translation>
    </message>
    <message>
        <source>document without words</source>
        <translation>没有词的文档</translation>
    </message>
    <message>
        <source>document&apos;s name that became another file name</source>
        <translation>改作其他文件名的文档名称</translation>
    </message>
    <message>
        <source>document&apos;s name that is empty, or had line ends or outer blanks</source>
        <translation>为空、含换行或首尾有空格的文档名称</translation>
    </message>
    <message>
        <source>each word of %1 is one character with a digit for its place; the digits were left out</source>
        <translation>%1 的每个词是一个字符加表示位置的数字；已去掉数字</translation>
    </message>
    <message>
        <source>element without text</source>
        <translation>没有文本的元素</translation>
    </message>
    <message>
        <source>empty node that is not kept</source>
        <translation>不保留的空节点</translation>
    </message>
    <message>
        <source>entity on a word without characters</source>
        <translation>位于无字符的词上的实体</translation>
    </message>
    <message>
        <source>every byte has a meaning in it, and its letters are the likeliest</source>
        <translation>每个字节都有意义，且其字母最合理</translation>
    </message>
    <message>
        <source>every byte is valid UTF-8</source>
        <translation>每个字节都是有效的 UTF-8</translation>
    </message>
    <message>
        <source>every unit reads these spans alike</source>
        <translation>各种单位读取这些片段的结果相同</translation>
    </message>
    <message>
        <source>feature of a relation beside its type</source>
        <translation>关系类型以外的特征</translation>
    </message>
    <message>
        <source>file that does not tell its unit of offsets; %1 was taken, as is usual for this format</source>
        <translation>没有说明偏移单位的文件；按此格式的惯例采用 %1</translation>
    </message>
    <message>
        <source>gap between passages filled with blanks</source>
        <translation>段落之间的空缺，已用空格填补</translation>
    </message>
    <message>
        <source>gap between sentences, whose text the file leaves out; a line end and blanks stand for it</source>
        <translation>句子之间文件未给出文本的空缺；以换行和空格代替</translation>
    </message>
    <message>
        <source>Give it all three.</source>
        <translation>请补全这三项。</translation>
    </message>
    <message>
        <source>Give it one.</source>
        <translation>请给它一个。</translation>
    </message>
    <message>
        <source>id of an entity that another one has too</source>
        <translation>与另一实体相同的编号</translation>
    </message>
    <message>
        <source>infon of a relation beside its type</source>
        <translation>关系类型以外的 infon</translation>
    </message>
    <message>
        <source>it is %1 in a folder of %2; name it to import it</source>
        <translation>它是 %2 文件夹中的 %1；要导入请指明它</translation>
    </message>
    <message>
        <source>it is as long as the words and holds tags</source>
        <translation>它与词一样长，并含有标记</translation>
    </message>
    <message>
        <source>it is the longest string of the data</source>
        <translation>它是数据中最长的字符串</translation>
    </message>
    <message>
        <source>it parts the head line into most columns</source>
        <translation>它把标题行分成最多的列</translation>
    </message>
    <message>
        <source>its first line says that Evenspan wrote it</source>
        <translation>首行表明由 Evenspan 写成</translation>
    </message>
    <message>
        <source>its head line has columns parted by %1</source>
        <translation>标题行的各列以 %1 分隔</translation>
    </message>
    <message>
        <source>key of a label that another label has already: left out</source>
        <translation>已被另一标签占用的按键：已略去</translation>
    </message>
    <message>
        <source>label that is a number; the file does not hold its name</source>
        <translation>以数字表示的标签；文件中没有其名称</translation>
    </message>
    <message>
        <source>label that its configuration cannot name</source>
        <translation>配置无法命名的标签</translation>
    </message>
    <message>
        <source>labels of another annotator beside the document&apos;s own</source>
        <translation>文档自有标签之外其他标注者的标签</translation>
    </message>
    <message>
        <source>labels with their colours and keys: %1</source>
        <translation>标签及其颜色和按键：%1</translation>
    </message>
    <message>
        <source>layer %1, which is not kept</source>
        <translation>%1 层，不保留</translation>
    </message>
    <message>
        <source>Leave the row out.</source>
        <translation>请删去这一行。</translation>
    </message>
    <message>
        <source>line end that is written as a blank</source>
        <translation>写作空格的换行</translation>
    </message>
    <message>
        <source>line of a relation that would read back otherwise</source>
        <translation>读回时会改变的关系行</translation>
    </message>
    <message>
        <source>lines have %1 columns</source>
        <translation>每行有 %1 列</translation>
    </message>
    <message>
        <source>Mend it there; a JSON checker shows the place.</source>
        <translation>请在该处修正；JSON 检查工具会指出位置。</translation>
    </message>
    <message>
        <source>Mend it, or import the rest without what cannot be read.</source>
        <translation>请修正，或在导入时略去无法读取的部分。</translation>
    </message>
    <message>
        <source>Mend it, or name the key of the text.</source>
        <translation>请修正，或指明文本所在的键。</translation>
    </message>
    <message>
        <source>Mend it.</source>
        <translation>请修正。</translation>
    </message>
    <message>
        <source>Mend it; a cell with the delimiter in it needs quotes.</source>
        <translation>请修正；含有分隔符的单元格需要引号。</translation>
    </message>
    <message>
        <source>Mend its offsets, or choose another unit for them.</source>
        <translation>请修正偏移量，或选择另一种偏移单位。</translation>
    </message>
    <message>
        <source>Mend its place, or choose another unit for offsets.</source>
        <translation>请修正其位置，或选择另一种偏移单位。</translation>
    </message>
    <message>
        <source>metadata line that cannot be read</source>
        <translation>无法读取的元数据行</translation>
    </message>
    <message>
        <source>metadata named as BioC names something else</source>
        <translation>与 BioC 保留名称相同的元数据</translation>
    </message>
    <message>
        <source>Name it with --format.</source>
        <translation>请指明格式。</translation>
    </message>
    <message>
        <source>name of an annotator</source>
        <translation>标注者的姓名</translation>
    </message>
    <message>
        <source>name of an annotator of a span, where the labels are several people&apos;s</source>
        <translation>片段标注者的姓名（标签来自多人）</translation>
    </message>
    <message>
        <source>name of the two roles in a relation</source>
        <translation>关系中两个角色的名称</translation>
    </message>
    <message>
        <source>no column holds tags</source>
        <translation>没有列含有标记</translation>
    </message>
    <message>
        <source>number of an entity that is used twice or is none</source>
        <translation>重复或无效的实体编号</translation>
    </message>
    <message>
        <source>Part the columns by single tabs, with _ for what is not said.</source>
        <translation>请用单个制表符分隔各列，未给出的内容写作 _。</translation>
    </message>
    <message>
        <source>passage whose kind and other infons are not kept</source>
        <translation>不保留类型和其他 infon 的段落</translation>
    </message>
    <message>
        <source>passage whose offset does not follow the one before; put behind it</source>
        <translation>偏移量不接续前一段的段落；已放到其后</translation>
    </message>
    <message>
        <source>plain ASCII, which every unit counts alike</source>
        <translation>纯 ASCII，各种单位计数相同</translation>
    </message>
    <message>
        <source>Put the title line, ID|t|TITLE, first.</source>
        <translation>请把标题行 ID|t|TITLE 放在最前面。</translation>
    </message>
    <message>
        <source>record whose name or id came before</source>
        <translation>名称或编号已出现过的记录</translation>
    </message>
    <message>
        <source>record whose own words do not fit its text; they were found anew</source>
        <translation>自带的词与文本不符的记录；已重新分词</translation>
    </message>
    <message>
        <source>record whose words do not fit its text; they were found anew</source>
        <translation>词与文本不符的记录；已重新分词</translation>
    </message>
    <message>
        <source>records are [text, {&quot;entities&quot;: …}]</source>
        <translation>记录为 [文本, {&quot;entities&quot;: …}] 的形式</translation>
    </message>
    <message>
        <source>records are tasks with &quot;data&quot;</source>
        <translation>记录是带有 &quot;data&quot; 的任务</translation>
    </message>
    <message>
        <source>records are tasks with &quot;data&quot; and &quot;annotations&quot; or &quot;predictions&quot;</source>
        <translation>记录是带有 &quot;data&quot; 和 &quot;annotations&quot; 或 &quot;predictions&quot; 的任务</translation>
    </message>
    <message>
        <source>records have &quot;%1&quot;</source>
        <translation>记录带有 &quot;%1&quot;</translation>
    </message>
    <message>
        <source>records have &quot;%1&quot; and &quot;%2&quot;</source>
        <translation>记录带有 &quot;%1&quot; 和 &quot;%2&quot;</translation>
    </message>
    <message>
        <source>records have &quot;%1&quot; with start_offset</source>
        <translation>记录带有含 start_offset 的 &quot;%1&quot;</translation>
    </message>
    <message>
        <source>records have &quot;fields&quot; and &quot;responses&quot; or &quot;suggestions&quot;</source>
        <translation>记录带有 &quot;fields&quot; 和 &quot;responses&quot; 或 &quot;suggestions&quot;</translation>
    </message>
    <message>
        <source>records have &quot;text&quot; and &quot;%1&quot; with [begin, end, name]</source>
        <translation>记录带有 &quot;text&quot; 和以 [起点, 终点, 名称] 表示的 &quot;%1&quot;</translation>
    </message>
    <message>
        <source>records have &quot;text&quot; and no labels</source>
        <translation>记录带有 &quot;text&quot; 而没有标签</translation>
    </message>
    <message>
        <source>records have &quot;text&quot;, &quot;tokens&quot; and &quot;annotation&quot; or &quot;prediction&quot;</source>
        <translation>记录带有 &quot;text&quot;、&quot;tokens&quot; 和 &quot;annotation&quot; 或 &quot;prediction&quot;</translation>
    </message>
    <message>
        <source>records hold regions with start, end and labels under &quot;%1&quot;</source>
        <translation>记录在 &quot;%1&quot; 下带有含 start、end 和 labels 的区域</translation>
    </message>
    <message>
        <source>region with several labels; one span each</source>
        <translation>带有多个标签的区域；每个标签成为一个片段</translation>
    </message>
    <message>
        <source>rejected span</source>
        <translation>被拒绝的片段</translation>
    </message>
    <message>
        <source>relation</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>relation between entities of two annotators</source>
        <translation>两位标注者的实体之间的关系</translation>
    </message>
    <message>
        <source>relation between entities that are not there</source>
        <translation>所连实体不存在的关系</translation>
    </message>
    <message>
        <source>relation between words that are no entities</source>
        <translation>不是实体的词之间的关系</translation>
    </message>
    <message>
        <source>relation of a record that was ignored</source>
        <translation>已忽略记录中的关系</translation>
    </message>
    <message>
        <source>relation of an entity that is not written</source>
        <translation>未写出的实体的关系</translation>
    </message>
    <message>
        <source>relation of one of two equal spans</source>
        <translation>两个相同片段之一的关系</translation>
    </message>
    <message>
        <source>relation of spans that no identifier tells apart</source>
        <translation>没有标识符可区分的片段之间的关系</translation>
    </message>
    <message>
        <source>relation that is not of two entities</source>
        <translation>不是两个实体之间的关系</translation>
    </message>
    <message>
        <source>relation to a span that is not written</source>
        <translation>指向未写出片段的关系</translation>
    </message>
    <message>
        <source>relation whose type has a blank in it, or that has none</source>
        <translation>类型中有空格或没有类型的关系</translation>
    </message>
    <message>
        <source>Remove it.</source>
        <translation>请删除它。</translation>
    </message>
    <message>
        <source>Remove one of the two.</source>
        <translation>请删除两者之一。</translation>
    </message>
    <message>
        <source>result that is no labelled region</source>
        <translation>不是带标签区域的结果</translation>
    </message>
    <message>
        <source>second value of one attribute</source>
        <translation>同一属性的第二个值</translation>
    </message>
    <message>
        <source>sentence whose blanks are not kept</source>
        <translation>不保留空格的句子</translation>
    </message>
    <message>
        <source>sentence whose words do not fit its text line; the words were joined</source>
        <translation>词与文本行不符的句子；已将词连接起来</translation>
    </message>
    <message>
        <source>sentence without words</source>
        <translation>没有词的句子</translation>
    </message>
    <message>
        <source>sign of a document&apos;s name that is written as &apos;_&apos;</source>
        <translation>文档名称中写作 &apos;_&apos; 的字符</translation>
    </message>
    <message>
        <source>span</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>span cut at the sentence border</source>
        <translation>在句子边界处截断的片段</translation>
    </message>
    <message>
        <source>span left out, overlaps a longer span</source>
        <translation>略去的片段，与更长的片段重叠</translation>
    </message>
    <message>
        <source>span left out, touches no token</source>
        <translation>略去的片段，未触及任何词</translation>
    </message>
    <message>
        <source>span of a record that was ignored</source>
        <translation>已忽略记录中的片段</translation>
    </message>
    <message>
        <source>span of the label %1, as asked</source>
        <translation>标签 %1 的片段，按要求略去</translation>
    </message>
    <message>
        <source>span on a word without characters</source>
        <translation>位于无字符的词上的片段</translation>
    </message>
    <message>
        <source>span that crosses the end of another</source>
        <translation>跨越另一片段终点的片段</translation>
    </message>
    <message>
        <source>span that melts into its neighbour under IO</source>
        <translation>在 IO 方案下与相邻片段合并的片段</translation>
    </message>
    <message>
        <source>span that overlaps a longer one, left out as asked</source>
        <translation>与更长片段重叠的片段，按要求略去</translation>
    </message>
    <message>
        <source>span that overlaps an earlier one, left out as asked</source>
        <translation>与更早片段重叠的片段，按要求略去</translation>
    </message>
    <message>
        <source>span that the tag scheme cannot part from its neighbour</source>
        <translation>标注方案无法与相邻片段分开的片段</translation>
    </message>
    <message>
        <source>span whose attributes are not kept</source>
        <translation>不保留属性的片段</translation>
    </message>
    <message>
        <source>span whose attributes or score are not kept</source>
        <translation>不保留属性或分数的片段</translation>
    </message>
    <message>
        <source>span whose label has a blank or a line end in it</source>
        <translation>标签中有空格或换行的片段</translation>
    </message>
    <message>
        <source>span whose label has a blank or a semicolon in it</source>
        <translation>标签中有空格或分号的片段</translation>
    </message>
    <message>
        <source>span whose label has a tab or a line end in it</source>
        <translation>标签中有制表符或换行的片段</translation>
    </message>
    <message>
        <source>span whose score is not kept</source>
        <translation>不保留分数的片段</translation>
    </message>
    <message>
        <source>span whose text is not the one that the file gives</source>
        <translation>文本与文件所给不符的片段</translation>
    </message>
    <message>
        <source>span widened to whole tokens</source>
        <translation>扩展到整词的片段</translation>
    </message>
    <message>
        <source>spans as JSON in this column</source>
        <translation>此列以 JSON 表示片段</translation>
    </message>
    <message>
        <source>suggested span</source>
        <translation>建议的片段</translation>
    </message>
    <message>
        <source>suggestion for a question that is not about spans</source>
        <translation>与片段无关的问题的建议</translation>
    </message>
    <message>
        <source>suggestion or rejected span, not written</source>
        <translation>未写出的建议或被拒绝的片段</translation>
    </message>
    <message>
        <source>tags stand in column %1</source>
        <translation>标记在第 %1 列</translation>
    </message>
    <message>
        <source>tags that break each scheme: %1</source>
        <translation>不符合各标注方案的标记数：%1</translation>
    </message>
    <message>
        <source>ten columns that start with the word&apos;s number, as in CoNLL-U</source>
        <translation>十列，以词的编号开头，与 CoNLL-U 相同</translation>
    </message>
    <message>
        <source>The annotation has another document&apos;s number</source>
        <translation>标注带有另一篇文档的编号</translation>
    </message>
    <message>
        <source>The annotation is of no view, or has no begin and end</source>
        <translation>标注不属于任何视图，或没有起点和终点</translation>
    </message>
    <message>
        <source>The attribute cannot be read</source>
        <translation>无法读取该属性</translation>
    </message>
    <message>
        <source>The cell of spans is no list in JSON</source>
        <translation>片段所在的单元格不是 JSON 列表</translation>
    </message>
    <message>
        <source>the colour of the label %1 is none of CSS</source>
        <translation>标签 %1 的颜色不是 CSS 颜色</translation>
    </message>
    <message>
        <source>the file begins with its byte order mark</source>
        <translation>文件以字节顺序标记开头</translation>
    </message>
    <message>
        <source>the file begins with PAR1</source>
        <translation>文件以 PAR1 开头</translation>
    </message>
    <message>
        <source>The file holds no document</source>
        <translation>文件中没有文档</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>the file is named as a table</source>
        <translation>文件名表明是表格</translation>
    </message>
    <message>
        <source>the file is named as brat&apos;s annotations</source>
        <translation>文件名表明是 brat 的标注</translation>
    </message>
    <message>
        <source>the file is named as plain text</source>
        <translation>文件名表明是纯文本</translation>
    </message>
    <message>
        <source>the first element is BioC&apos;s collection</source>
        <translation>第一个元素是 BioC 的 collection</translation>
    </message>
    <message>
        <source>the first element is GateDocument</source>
        <translation>第一个元素是 GateDocument</translation>
    </message>
    <message>
        <source>the first element is xmi:XMI</source>
        <translation>第一个元素是 xmi:XMI</translation>
    </message>
    <message>
        <source>the first line is #FORMAT=WebAnno TSV</source>
        <translation>首行是 #FORMAT=WebAnno TSV</translation>
    </message>
    <message>
        <source>the first line is a title as PubTator writes it: ID|t|TITLE</source>
        <translation>首行是 PubTator 形式的标题：ID|t|TITLE</translation>
    </message>
    <message>
        <source>the first line names the columns of CoNLL-U Plus</source>
        <translation>首行给出 CoNLL-U Plus 的列名</translation>
    </message>
    <message>
        <source>The format was not recognised</source>
        <translation>无法识别格式</translation>
    </message>
    <message>
        <source>The JSON ends in the middle of a value</source>
        <translation>JSON 在一个值的中间结束</translation>
    </message>
    <message>
        <source>The JSON is broken</source>
        <translation>JSON 有语法错误</translation>
    </message>
    <message>
        <source>The JSON is nested deeper than %1 levels</source>
        <translation>JSON 嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>the key of the label %1 is not one letter or digit</source>
        <translation>标签 %1 的按键不是单个字母或数字</translation>
    </message>
    <message>
        <source>The line cannot be read</source>
        <translation>无法读取该行</translation>
    </message>
    <message>
        <source>The line is none of brat&apos;s</source>
        <translation>该行不符合 brat 的格式</translation>
    </message>
    <message>
        <source>The line&apos;s number was used before</source>
        <translation>该行的编号已被使用</translation>
    </message>
    <message>
        <source>The link to a dictionary cannot be read</source>
        <translation>无法读取指向词典的链接</translation>
    </message>
    <message>
        <source>the list of tags stands beside the file</source>
        <translation>标记列表在文件旁边</translation>
    </message>
    <message>
        <source>The metadata line cannot be read</source>
        <translation>无法读取元数据行</translation>
    </message>
    <message>
        <source>The nodes of the annotation are not there, or in the wrong order</source>
        <translation>标注的节点不存在，或顺序有误</translation>
    </message>
    <message>
        <source>The note cannot be read</source>
        <translation>无法读取该注释</translation>
    </message>
    <message>
        <source>The parts of the span overlap</source>
        <translation>片段的各部分互相重叠</translation>
    </message>
    <message>
        <source>The place of a relation cannot be read</source>
        <translation>无法读取关系的位置</translation>
    </message>
    <message>
        <source>The place of the annotation cannot be read</source>
        <translation>无法读取标注的位置</translation>
    </message>
    <message>
        <source>The record has no text under &quot;%1&quot;</source>
        <translation>记录在“%1”下没有文本</translation>
    </message>
    <message>
        <source>The record is not [text, {&quot;entities&quot;: …}]</source>
        <translation>记录不是 [文本, {&quot;entities&quot;: …}] 的形式</translation>
    </message>
    <message>
        <source>The record&apos;s text has a NUL character</source>
        <translation>记录的文本中有 NUL 字符</translation>
    </message>
    <message>
        <source>The record&apos;s text is empty</source>
        <translation>记录的文本为空</translation>
    </message>
    <message>
        <source>The row has %1 columns instead of %2</source>
        <translation>该行有 %1 列，应为 %2 列</translation>
    </message>
    <message>
        <source>The row has more cells than the head line, or fewer</source>
        <translation>该行的单元格比标题行多或少</translation>
    </message>
    <message>
        <source>The row&apos;s number cannot be read</source>
        <translation>无法读取该行的编号</translation>
    </message>
    <message>
        <source>The row&apos;s text is empty</source>
        <translation>该行的文本为空</translation>
    </message>
    <message>
        <source>The sentence&apos;s place is not behind the one before</source>
        <translation>句子的位置不在前一句之后</translation>
    </message>
    <message>
        <source>The span ends before it begins</source>
        <translation>片段的终点在起点之前</translation>
    </message>
    <message>
        <source>The span has no character</source>
        <translation>片段中没有字符</translation>
    </message>
    <message>
        <source>The span has no label</source>
        <translation>片段没有标签</translation>
    </message>
    <message>
        <source>The span has no place</source>
        <translation>片段没有位置</translation>
    </message>
    <message>
        <source>The span has no type</source>
        <translation>片段没有类型</translation>
    </message>
    <message>
        <source>The span is empty</source>
        <translation>片段为空</translation>
    </message>
    <message>
        <source>The span reaches outside the text, or into a character</source>
        <translation>片段超出文本，或切入字符内部</translation>
    </message>
    <message>
        <source>The span&apos;s text is not what stands at its place</source>
        <translation>片段的文本与其所在位置的文本不符</translation>
    </message>
    <message>
        <source>The text is not UTF-8</source>
        <translation>文本不是 UTF-8</translation>
    </message>
    <message>
        <source>The type or place of the entity cannot be read</source>
        <translation>无法读取实体的类型或位置</translation>
    </message>
    <message>
        <source>The word lies outside its sentence</source>
        <translation>词在其句子之外</translation>
    </message>
    <message>
        <source>The word or sentence lies outside the text</source>
        <translation>词或句子超出文本</translation>
    </message>
    <message>
        <source>The word overlaps another</source>
        <translation>词与另一个词重叠</translation>
    </message>
    <message>
        <source>There is a NUL byte</source>
        <translation>文件中有 NUL 字节</translation>
    </message>
    <message>
        <source>there is no span</source>
        <translation>没有片段</translation>
    </message>
    <message>
        <source>Use 1, 2, 3, or 1-2, or 1.1.</source>
        <translation>请使用 1、2、3，或 1-2，或 1.1。</translation>
    </message>
    <message>
        <source>view without a text</source>
        <translation>没有文本的视图</translation>
    </message>
    <message>
        <source>word that is not what stands at its place</source>
        <translation>与所在位置不符的词</translation>
    </message>
    <message>
        <source>word that overlaps another; the words were found anew</source>
        <translation>与另一个词重叠的词；已重新分词</translation>
    </message>
    <message>
        <source>words of a multiword token, which is one word here</source>
        <translation>多词标记中的词，此处作为一个词</translation>
    </message>
    <message>
        <source>words stand in column %1</source>
        <translation>词在第 %1 列</translation>
    </message>
    <message>
        <source>words stand in column %1, after a running number</source>
        <translation>词在第 %1 列，前面是序号</translation>
    </message>
    <message>
        <source>Write [[begin, end, &quot;LABEL&quot;]].</source>
        <translation>请写成 [[起点, 终点, &quot;标签&quot;]]。</translation>
    </message>
    <message>
        <source>Write it so, or choose another format.</source>
        <translation>请写成这种形式，或选择另一种格式。</translation>
    </message>
    <message>
        <source>Write two whole numbers and a name.</source>
        <translation>请写两个整数和一个名称。</translation>
    </message>
    <message>
        <source>XML whose elements may stand around what they label</source>
        <translation>XML，其元素可以环绕所标注的内容</translation>
    </message>
    <message>
        <source>zero bytes stand at every second place</source>
        <translation>每隔一个字节为零</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>document %1</source>
        <translation>第 %1 篇文档</translation>
    </message>
    <message>
        <source>%1: document %2</source>
        <translation>%1：第 %2 篇文档</translation>
    </message>
    <message>
        <source>%1: feature structure %2</source>
        <translation>%1：第 %2 个特征结构</translation>
    </message>
    <message>
        <source>%1: line %2</source>
        <translation>%1：第 %2 行</translation>
    </message>
    <message>
        <source>%1: line %2, column %3</source>
        <translation>%1：第 %2 行，第 %3 列</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 × %2 (first at %3)</source>
        <translation>%1 × %2（首见于 %3）</translation>
    </message>
    <message>
        <source>format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>offsets</source>
        <translation>偏移单位</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>scheme</source>
        <translation>标注方案</translation>
    </message>
    <message>
        <source>names</source>
        <translation>标记名称</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more but for letter case and blanks</source>
        <translation>
            <numerusform>另有 %Ln 篇仅大小写和空格不同</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 documents repeat a text that came before</source>
        <translation>
            <numerusform>%1 篇文档中有 %Ln 篇重复了前面的文本</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them were in the project</source>
        <translation>
            <numerusform>其中 %Ln 篇已在项目中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents of %1 have a text that stands in %2 too</source>
        <translation>
            <numerusform>%1 中有 %Ln 篇文档的文本也出现在 %2 中</numerusform>
        </translation>
    </message>
    <message>
        <source>code points</source>
        <translation>码点</translation>
    </message>
    <message>
        <source>UTF-16 units</source>
        <translation>UTF-16 单元</translation>
    </message>
    <message>
        <source>UTF-8 bytes</source>
        <translation>UTF-8 字节</translation>
    </message>
    <message>
        <source>graphemes</source>
        <translation>字素</translation>
    </message>
    <message>
        <source>CoNLL columns</source>
        <translation>CoNLL 列</translation>
    </message>
    <message>
        <source>Table (CSV, TSV)</source>
        <translation>表格 (CSV, TSV)</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>doccano JSON lines</source>
        <translation>doccano JSON 行</translation>
    </message>
    <message>
        <source>brat standoff</source>
        <translation>brat 独立标注</translation>
    </message>
    <message>
        <source>Argilla records</source>
        <translation>Argilla 记录</translation>
    </message>
    <message>
        <source>Hugging Face rows of words and tags</source>
        <translation>Hugging Face 词与标记行</translation>
    </message>
    <message>
        <source>Prodigy and spaCy JSON lines</source>
        <translation>Prodigy 与 spaCy JSON 行</translation>
    </message>
    <message>
        <source>spaCy training tuples</source>
        <translation>spaCy 训练元组</translation>
    </message>
    <message>
        <source>Check that this is a text file.</source>
        <translation>请检查这是否为文本文件。</translation>
    </message>
    <message>
        <source>The text of these annotations is missing</source>
        <translation>这些标注所属的文本缺失</translation>
    </message>
    <message>
        <source>Put %1 into the same folder.</source>
        <translation>请把 %1 放进同一文件夹。</translation>
    </message>
    <message>
        <source>The annotations of this text are missing</source>
        <translation>此文本的标注缺失</translation>
    </message>
    <message>
        <source>Import it as plain text, or add the .ann file.</source>
        <translation>请按纯文本导入，或补上 .ann 文件。</translation>
    </message>
    <message>
        <source>brat&apos;s files need a folder</source>
        <translation>brat 的文件需要一个文件夹</translation>
    </message>
    <message>
        <source>Name a folder to write into.</source>
        <translation>请指定要写入的文件夹。</translation>
    </message>
    <message>
        <source>A newer Evenspan wrote this file</source>
        <translation>此文件由更新版本的 Evenspan 写成</translation>
    </message>
    <message>
        <source>Use that version, or delete the file&apos;s first line to read its columns alone.</source>
        <translation>请用那个版本，或删去文件首行，只读其各列。</translation>
    </message>
    <message>
        <source>The file holds no tokens</source>
        <translation>文件中没有词</translation>
    </message>
    <message>
        <source>The line has %1 columns, the tag stands in column %2</source>
        <translation>此行有 %1 列，而标签在第 %2 列</translation>
    </message>
    <message>
        <source>Mend this line, or import the file as plain text.</source>
        <translation>请修正此行，或按纯文本导入。</translation>
    </message>
    <message>
        <source>The tag column holds something that is no tag</source>
        <translation>标签列中有并非标签的内容</translation>
    </message>
    <message>
        <source>Tags are O, or a letter of a tag scheme, &apos;-&apos; and a label.</source>
        <translation>标签为 O，或由标注方案的字母、“-”和类别名组成。</translation>
    </message>
    <message>
        <source>The tags mix letters of several schemes</source>
        <translation>标签混用了多种标注方案的字母</translation>
    </message>
    <message>
        <source>Name the scheme, or mend the tags.</source>
        <translation>请指明标注方案，或修正标签。</translation>
    </message>
    <message>
        <source>Stopped; nothing was imported</source>
        <translation>已停止；没有导入任何内容</translation>
    </message>
    <message>
        <source>The line has no token column</source>
        <translation>此行没有词所在的列</translation>
    </message>
    <message>
        <source>Mend this line.</source>
        <translation>请修正此行。</translation>
    </message>
    <message>
        <source>A NUL character cannot be written</source>
        <translation>无法写出 NUL 字符</translation>
    </message>
    <message>
        <source>Remove it from the document.</source>
        <translation>请从文档中去掉它。</translation>
    </message>
    <message>
        <source>A label that is empty, or has a tab or a line end in it, cannot be written</source>
        <translation>空的、或含制表符或换行的类别名无法写出</translation>
    </message>
    <message>
        <source>Rename the label.</source>
        <translation>请重命名该类别。</translation>
    </message>
    <message>
        <source>A word or span is out of order or beyond the text</source>
        <translation>有词或实体次序错误或超出文本</translation>
    </message>
    <message>
        <source>Run: evenspan-cli project check</source>
        <translation>请运行：evenspan-cli project check</translation>
    </message>
    <message>
        <source>A word is out of order or beyond the text</source>
        <translation>有词次序错误或超出文本</translation>
    </message>
    <message>
        <source>A quoted cell never ends</source>
        <translation>带引号的单元格没有结束</translation>
    </message>
    <message>
        <source>Close its quote.</source>
        <translation>请补上结束引号。</translation>
    </message>
    <message>
        <source>There is no delimiter of this name</source>
        <translation>没有这个名称的分隔符</translation>
    </message>
    <message>
        <source>Choose comma, tab, semicolon or bar.</source>
        <translation>请选择 comma、tab、semicolon 或 bar。</translation>
    </message>
    <message>
        <source>The table has no such column</source>
        <translation>表中没有这一列</translation>
    </message>
    <message>
        <source>No column is named as a text</source>
        <translation>没有一列被指明为文本</translation>
    </message>
    <message>
        <source>Name it by --set text=COLUMN.</source>
        <translation>请用 --set text=列名 指明。</translation>
    </message>
    <message>
        <source>The file could not be compressed</source>
        <translation>无法压缩文件</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>请关闭其他程序。</translation>
    </message>
    <message>
        <source>A temporary file could not be read again</source>
        <translation>无法重新读取临时文件</translation>
    </message>
    <message>
        <source>Make room there, and try again.</source>
        <translation>请在那里腾出空间后重试。</translation>
    </message>
    <message>
        <source>The words could not be set aside in a temporary file</source>
        <translation>无法把词暂存到临时文件</translation>
    </message>
    <message>
        <source>Make room there.</source>
        <translation>请在那里腾出空间。</translation>
    </message>
    <message>
        <source>A DocBin holds at most 4 GB of words</source>
        <translation>一个 DocBin 最多容纳 4 GB 的词</translation>
    </message>
    <message>
        <source>Export the splits one by one.</source>
        <translation>请逐个导出各数据划分。</translation>
    </message>
    <message>
        <source>There is no text encoding of this name</source>
        <translation>没有这个名称的文本编码</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>是否指 %1？</translation>
    </message>
    <message>
        <source>This is a folder, not a file</source>
        <translation>这是文件夹，不是文件</translation>
    </message>
    <message>
        <source>Name the files in it.</source>
        <translation>请指明其中的文件。</translation>
    </message>
    <message>
        <source>ICU cannot read this encoding</source>
        <translation>ICU 无法读取此编码</translation>
    </message>
    <message>
        <source>Install ICU&apos;s data, or convert the file to UTF-8.</source>
        <translation>请安装 ICU 的数据，或把文件转换为 UTF-8。</translation>
    </message>
    <message>
        <source>The text is not %1 near byte %2</source>
        <translation>第 %2 字节附近的文本不是 %1</translation>
    </message>
    <message>
        <source>Choose another encoding, or mend the file.</source>
        <translation>请选择其他编码，或修正文件。</translation>
    </message>
    <message>
        <source>The file is larger than %1 MB</source>
        <translation>文件超过 %1 MB</translation>
    </message>
    <message>
        <source>Cut it into smaller files.</source>
        <translation>请分成较小的文件。</translation>
    </message>
    <message>
        <source>There is a NUL byte at byte %1</source>
        <translation>第 %1 字节处有 NUL 字节</translation>
    </message>
    <message>
        <source>Check that this is a text file; UTF-16 must be converted to UTF-8.</source>
        <translation>请检查这是否为文本文件；UTF-16 须先转换为 UTF-8。</translation>
    </message>
    <message>
        <source>There is no format of this name to write</source>
        <translation>没有这个名称的可写格式</translation>
    </message>
    <message>
        <source>There is no format of this name</source>
        <translation>没有这个名称的格式</translation>
    </message>
    <message>
        <source>The format %1 has no such setting</source>
        <translation>格式 %1 没有这项设置</translation>
    </message>
    <message>
        <source>It has no settings; leave it out.</source>
        <translation>它没有任何设置；请略去。</translation>
    </message>
    <message>
        <source>No file was named</source>
        <translation>没有指明文件</translation>
    </message>
    <message>
        <source>Name at least one file.</source>
        <translation>请至少指明一个文件。</translation>
    </message>
    <message>
        <source>There is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>The file has no such column of tags</source>
        <translation>文件中没有这样的标签列</translation>
    </message>
    <message>
        <source>Choose a column behind the words, from %1 to %2, or none.</source>
        <translation>请选择词之后的列（%1 至 %2），或 none。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>This is a device or pipe, not a file</source>
        <translation>这是设备或管道，不是文件</translation>
    </message>
    <message>
        <source>Save its content to a file first.</source>
        <translation>请先把其内容存为文件。</translation>
    </message>
    <message>
        <source>Parquet files are not read</source>
        <translation>不读取 Parquet 文件</translation>
    </message>
    <message>
        <source>Write it as JSON lines first, in Python: datasets.load_dataset(&quot;parquet&quot;, data_files=FILE)[&quot;train&quot;].to_json(&quot;rows.jsonl&quot;)</source>
        <translation>请先用 Python 写成 JSON 行：datasets.load_dataset(&quot;parquet&quot;, data_files=FILE)[&quot;train&quot;].to_json(&quot;rows.jsonl&quot;)</translation>
    </message>
    <message>
        <source>The tags are numbers, and the file does not hold their names</source>
        <translation>标签是数字，而文件中没有其名称</translation>
    </message>
    <message>
        <source>Give their names in order, such as O,B-PER,I-PER, or the path of a list (--set names=…).</source>
        <translation>请按次序给出名称，例如 O,B-PER,I-PER，或列表文件的路径（--set names=…）。</translation>
    </message>
    <message>
        <source>The JSON is more than %1 levels deep</source>
        <translation>JSON 嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>Check that this is a file of annotations.</source>
        <translation>请检查这是否为标注文件。</translation>
    </message>
    <message>
        <source>A key stands twice in one object</source>
        <translation>同一对象中有重复的键</translation>
    </message>
    <message>
        <source>Export the file again.</source>
        <translation>请重新导出该文件。</translation>
    </message>
    <message>
        <source>The JSON is malformed or ends too early</source>
        <translation>JSON 有误或过早结束</translation>
    </message>
    <message>
        <source>Mend this place, or export the file again.</source>
        <translation>请修正此处，或重新导出该文件。</translation>
    </message>
    <message>
        <source>The JSON holds a number or text that cannot be read</source>
        <translation>JSON 中有无法读取的数字或文本</translation>
    </message>
    <message>
        <source>A span is empty or reaches beyond the text</source>
        <translation>有实体为空或超出文本</translation>
    </message>
    <message>
        <source>Check the project.</source>
        <translation>请检查项目。</translation>
    </message>
    <message>
        <source>The text is not UTF-8 at byte %1</source>
        <translation>第 %1 字节处的文本不是 UTF-8</translation>
    </message>
    <message>
        <source>A line is longer than 256 MB</source>
        <translation>有一行超过 256 MB</translation>
    </message>
    <message>
        <source>Check that the place can be written to.</source>
        <translation>请检查该位置是否可写。</translation>
    </message>
    <message>
        <source>The archive could not be begun</source>
        <translation>无法开始写归档</translation>
    </message>
    <message>
        <source>Stopped; no archive was made</source>
        <translation>已停止；没有生成归档</translation>
    </message>
    <message>
        <source>The file became shorter while it was read</source>
        <translation>文件在读取过程中变短</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>This is no archive, or it is broken</source>
        <translation>这不是归档，或已损坏</translation>
    </message>
    <message>
        <source>Take the file again from where it was made.</source>
        <translation>请从生成处重新取得该文件。</translation>
    </message>
    <message>
        <source>Use an archive from a source that you trust.</source>
        <translation>请使用来源可信的归档。</translation>
    </message>
    <message>
        <source>A span has no character or reaches beyond the text</source>
        <translation>有实体没有字符或超出文本</translation>
    </message>
    <message>
        <source>A label without a name cannot be written</source>
        <translation>没有名称的类别无法写出</translation>
    </message>
    <message>
        <source>A %1 is larger than 1024 MB</source>
        <translation>有一个 %1 超过 1024 MB</translation>
    </message>
    <message>
        <source>Convert it to UTF-8 first, for example with iconv.</source>
        <translation>请先转换为 UTF-8，例如用 iconv。</translation>
    </message>
    <message>
        <source>A text cannot be cut in this way</source>
        <translation>文本不能这样切分</translation>
    </message>
    <message>
        <source>Choose file, line or paragraph.</source>
        <translation>请选择 file、line 或 paragraph。</translation>
    </message>
    <message>
        <source>One element is larger than 1024 MB</source>
        <translation>有一个元素超过 1024 MB</translation>
    </message>
    <message>
        <source>Mend this place, or export it again.</source>
        <translation>请修正此处，或重新导出。</translation>
    </message>
    <message>
        <source>The first element is not &quot;%1&quot;</source>
        <translation>首个元素不是“%1”</translation>
    </message>
    <message>
        <source>Choose another format.</source>
        <translation>请选择其他格式。</translation>
    </message>
    <message>
        <source>The file brings a document type (DTD) with it</source>
        <translation>文件带有文档类型定义（DTD）</translation>
    </message>
    <message>
        <source>Take the &lt;!DOCTYPE …&gt; out; what it declares must stand in the text itself.</source>
        <translation>请去掉 &lt;!DOCTYPE …&gt;；其声明的内容须写在文本中。</translation>
    </message>
    <message>
        <source>The XML is not well-formed: %1</source>
        <translation>XML 格式不正确：%1</translation>
    </message>
    <message>
        <source>Elements stand more than %1 deep in one another</source>
        <translation>元素嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>A control character stands in the document, which XML has no way to write</source>
        <translation>文档中有 XML 无法写出的控制字符</translation>
    </message>
    <message>
        <source>Leave the document out, or choose a format that is not XML.</source>
        <translation>请略去该文档，或选择非 XML 的格式。</translation>
    </message>
    <message>
        <source>its cells are the longest</source>
        <translation>其单元格最长</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>entity whose label is new to the project; rename it in the file, or merge the two labels afterwards: %1</source>
        <translation>实体的标签在项目中原先没有；可在文件中改名，或之后合并两个标签：%1</translation>
    </message>
    <message>
        <source>more labels that are new to the project</source>
        <translation>其余项目中原先没有的标签</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Decided too</source>
        <translation>包括已决定的</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Labels that may be wrong will stand here</source>
        <translation>可能有误的标签会列在这里</translation>
    </message>
    <message>
        <source>Looking for label errors…</source>
        <translation>正在查找标注错误…</translation>
    </message>
    <message>
        <source>Cross-train…</source>
        <translation>交叉训练…</translation>
    </message>
    <message>
        <source>What doubts the labels</source>
        <translation>判断依据</translation>
    </message>
    <message>
        <source>A cross-training, whose runs never saw what they judge; or equal strings alone, which need no model</source>
        <translation>交叉训练（其模型从未见过所判断的文本），或仅比较相同文字（无需模型）</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Kind of error</source>
        <translation>错误类型</translation>
    </message>
    <message>
        <source>Show places that are decided as well</source>
        <translation>同时显示已决定的各处</translation>
    </message>
    <message>
        <source>Of the decided places those whose label was wrong, with the 95 % interval after Wilson; unsure ones are not counted</source>
        <translation>已决定的各处中标签有误的比例，附 Wilson 95% 置信区间；存疑的不计入</translation>
    </message>
    <message>
        <source>Labels that may be wrong</source>
        <translation>可能有误的标签</translation>
    </message>
    <message>
        <source>Label errors</source>
        <translation>标注错误</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Fix the label</source>
        <translation>改正标签</translation>
    </message>
    <message>
        <source>Keep the label</source>
        <translation>保留标签</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Show in the text</source>
        <translation>在文本中显示</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Cross-training %1</source>
        <translation>交叉训练 %1</translation>
    </message>
    <message>
        <source>Equal strings alone</source>
        <translation>仅比较相同文字</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents were tokenised anew since the cross-training: there only equal strings are compared.</source>
        <translation>
            <numerusform>交叉训练之后有 %Ln 个文档重新分词：对它们仅比较相同文字。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided documents are in no fold: there only equal strings are compared.</source>
        <translation>
            <numerusform>%Ln 个已决定的文档不在任何一折中：对它们仅比较相同文字。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the first %1 places are listed.</source>
        <translation>仅列出前 %1 处。</translation>
    </message>
    <message>
        <source>No model was asked: only strings that are labelled otherwise elsewhere are found. A cross-training finds far more.</source>
        <translation>未使用模型：只能找出在别处标注不同的文字。交叉训练能发现更多。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln places</source>
        <translation>
            <numerusform>%Ln 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Every place is decided</source>
        <translation>各处均已决定</translation>
    </message>
    <message>
        <source>Nothing is left in this queue. Train again on the better labels, and cross-train once more to see what a better model doubts.</source>
        <translation>此队列已处理完毕。可用改正后的标签重新训练，再做一次交叉训练，看看更好的模型还怀疑哪些标签。</translation>
    </message>
    <message>
        <source>No label is doubted</source>
        <translation>没有可疑的标签</translation>
    </message>
    <message>
        <source>Runs that never saw the texts give them the labels that they have.</source>
        <translation>从未见过这些文本的模型给出了与现有标注相同的标签。</translation>
    </message>
    <message>
        <source>Cross-training deals the decided documents into folds and trains a run for each that never sees it. Where such a run contradicts a label, the label is often wrong; the likeliest come first, each with what would be right.</source>
        <translation>交叉训练把已决定的文档分成若干折，并为每一折训练一个从未见过它的模型。如果这样的模型与标签不一致，标签往往有误；可能性最高的排在最前，并附上应有的标签。</translation>
    </message>
    <message>
        <source>Esc leads back to the label errors</source>
        <translation>按 Esc 返回标注错误</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Labels that may be wrong, with what would be right</source>
        <translation>可能有误的标签，以及应有的标签</translation>
    </message>
</context>
<context>
    <name>RuleCountsModel</name>
    <message>
        <source>left out</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Places that would become suggestions</source>
        <translation>将成为建议的位置</translation>
    </message>
    <message>
        <source>Places that hold the label already, or a suggestion of it</source>
        <translation>已有该标签或其建议的位置</translation>
    </message>
    <message>
        <source>Places where somebody rejected the label: they stay so</source>
        <translation>有人拒绝过该标签的位置：保持拒绝</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>Same case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全词匹配</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Change a rule</source>
        <translation>修改规则</translation>
    </message>
    <message>
        <source>Counting in the documents shown… %1 %</source>
        <translation>正在统计所列文档… %1 %</translation>
    </message>
    <message>
        <source>Name of the rule</source>
        <translation>规则名称</translation>
    </message>
    <message>
        <source>Label that the rule suggests</source>
        <translation>规则建议的标签</translation>
    </message>
    <message>
        <source>Choose a label, or write a new one</source>
        <translation>选择标签，或输入新标签</translation>
    </message>
    <message>
        <source>Kind of rule</source>
        <translation>规则种类</translation>
    </message>
    <message>
        <source>Names, one a line</source>
        <translation>名称，每行一个</translation>
    </message>
    <message>
        <source>One name a line:
Northmoor Supplies
Kettering Freight</source>
        <translation>每行一个名称：
艾克美集团
海德仪器</translation>
    </message>
    <message>
        <source>“Ann” is not found in “Annual”. Texts without blanks between words, such as Chinese, are searched character by character.</source>
        <translation>不会在“Annual”中找到“Ann”。中文等词间无空格的文本逐字查找。</translation>
    </message>
    <message>
        <source>“acme” is not found in “ACME”</source>
        <translation>不会在“ACME”中找到“acme”</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Group that is the entity</source>
        <translation>作为实体的分组</translation>
    </message>
    <message>
        <source>Whole match</source>
        <translation>整个匹配</translation>
    </message>
    <message>
        <source>Which ( ) of the expression is the entity</source>
        <translation>表达式中哪一个 ( ) 是实体</translation>
    </message>
    <message>
        <source>Token patterns, one a line</source>
        <translation>词模式，每行一个</translation>
    </message>
    <message>
        <source>One pattern a line, one token a bracket:</source>
        <translation>每行一个模式，每个方括号一个词：</translation>
    </message>
    <message>
        <source>Entity</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Places in this document</source>
        <translation>本篇中的位置</translation>
    </message>
    <message numerus="yes">
        <source>%Ln names are too many to edit here. Change the file they come from, then import it again: the rule of the same name is brought up to date.</source>
        <translation>
            <numerusform>名称有 %Ln 个，无法在此编辑。请修改来源文件后重新导入：同名规则会随之更新。</numerusform>
        </translation>
    </message>
    <message>
        <source>In this document</source>
        <translation>本篇</translation>
    </message>
    <message>
        <source>What the rule finds stands here while you write it.</source>
        <translation>规则找到的内容会随您的输入显示在这里。</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新规则</translation>
    </message>
    <message numerus="yes">
        <source>%Ln places in this document</source>
        <translation>
            <numerusform>本篇中 %Ln 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting in the documents shown…</source>
        <translation>正在统计所列文档…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln places in the documents shown</source>
        <translation>
            <numerusform>所列文档中 %Ln 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them new</source>
        <translation>
            <numerusform>其中新的 %Ln 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys: text, lower, shape with = (one of a|b), != (none of) or ~ (an expression finds something); prefix, suffix, length; digits, letters, punct, capitals, small, title, ascii, bracket, quote, opening, closing, currency, each also with =no. ! before a bracket turns it round, behind it stand ? + * {2,3}. A shape has X for a capital, x for a small letter, d for a digit.</source>
        <translation>text、lower、shape 可接 =（a|b 之一）、!=（都不是）或 ~（正则表达式能找到）；另有 prefix、suffix、length；digits、letters、punct、capitals、small、title、ascii、bracket、quote、opening、closing、currency 均可加 =no。方括号前写 ! 表示取反，后可写 ? + * {2,3}。shape 中 X 为大写字母，x 为小写字母，d 为数字。</translation>
    </message>
</context>
<context>
    <name>RuleImportDialog</name>
    <message>
        <source>Whole words</source>
        <translation>全词匹配</translation>
    </message>
    <message>
        <source>Same case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import rules</source>
        <translation>导入规则</translation>
    </message>
    <message>
        <source>Label of names without one</source>
        <translation>未注明标签的名称所用标签</translation>
    </message>
    <message>
        <source>as the file says</source>
        <translation>以文件为准</translation>
    </message>
    <message>
        <source>What cannot be used, and what was guessed</source>
        <translation>无法使用的行与推断的内容</translation>
    </message>
    <message>
        <source>Names of lists</source>
        <translation>列表中的名称</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln further rules</source>
        <translation>
            <numerusform>另有 %Ln 条规则</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln names stand there twice and count once</source>
        <translation>
            <numerusform>%Ln 个名称重复，只计一次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines cannot be used</source>
        <translation>
            <numerusform>%Ln 行无法使用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln rules</source>
        <translation>
            <numerusform>导入 %Ln 条规则</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>List of names</source>
        <translation>名称列表</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Token patterns</source>
        <translation>词模式</translation>
    </message>
    <message numerus="yes">
        <source>%Ln names</source>
        <translation>
            <numerusform>%Ln 个名称</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patterns</source>
        <translation>
            <numerusform>%Ln 个模式</numerusform>
        </translation>
    </message>
    <message>
        <source>expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>%1 % (%2–%3 %)</source>
        <translation>%1 %（%2–%3 %）</translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message>
        <source>Suggest</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Suggest by rules</source>
        <translation>按规则建议</translation>
    </message>
    <message>
        <source>In this document</source>
        <translation>在本篇中</translation>
    </message>
    <message>
        <source>In the documents shown</source>
        <translation>在所列文档中</translation>
    </message>
    <message>
        <source>In the project</source>
        <translation>在整个项目中</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>查找范围</translation>
    </message>
    <message>
        <source>What each rule finds</source>
        <translation>各规则找到的位置</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents looked through</source>
        <translation>
            <numerusform>已查看 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>No rule is switched on. Switch one on in the list of rules.</source>
        <translation>没有启用的规则。请在规则列表中启用一条。</translation>
    </message>
    <message>
        <source>nothing new is found</source>
        <translation>没有找到新的位置</translation>
    </message>
    <message>
        <source>suggestions do not count as done</source>
        <translation>建议不算作完成</translation>
    </message>
    <message numerus="yes">
        <source>Suggest %Ln places</source>
        <translation>
            <numerusform>建议 %Ln 处</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 finds nothing new here.</source>
        <translation>%1 在此没有找到新的位置。</translation>
    </message>
    <message>
        <source>Examples of %1</source>
        <translation>%1 的示例</translation>
    </message>
    <message>
        <source>Suggesting…</source>
        <translation>正在建议…</translation>
    </message>
</context>
<context>
    <name>RulesPanel</name>
    <message>
        <source>Rules suggest labels: a list of names, a regular expression or a pattern of tokens. Add one, or import a list or a pattern file.</source>
        <translation>规则会给出标签建议：名称列表、正则表达式或词模式。请添加一条，或导入列表或模式文件。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Suggest…</source>
        <translation>建议…</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Space switches a rule on or off, Enter opens it, Delete archives it</source>
        <translation>空格启用或停用规则，回车打开，Delete 归档</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Import rules</source>
        <translation>导入规则</translation>
    </message>
    <message>
        <source>Lists as CSV, TSV or one name a line, pattern files of Prodigy, rules of Evenspan</source>
        <translation>CSV、TSV 或每行一个名称的列表，Prodigy 模式文件，Evenspan 规则</translation>
    </message>
    <message>
        <source>Suggest by rules</source>
        <translation>按规则建议</translation>
    </message>
    <message>
        <source>Count what the rules find, then suggest it</source>
        <translation>先统计规则找到的位置，再给出建议</translation>
    </message>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln 待定</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 accepted, %2 rejected, %3 open</source>
        <translation>接受 %1，拒绝 %2，待定 %3</translation>
    </message>
    <message>
        <source>on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>precision %1</source>
        <translation>精确率 %1</translation>
    </message>
    <message>
        <source>Precision %1, 95 % interval</source>
        <translation>精确率 %1（95 % 区间）</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>%1 is archived; its suggestions stay</source>
        <translation>%1 已归档，其建议保留</translation>
    </message>
    <message>
        <source>Rule %1 saved</source>
        <translation>规则 %1 已保存</translation>
    </message>
    <message>
        <source>Rules (*.csv *.tsv *.txt *.jsonl *.json);;All files (*)</source>
        <translation>规则 (*.csv *.tsv *.txt *.jsonl *.json);;所有文件 (*)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rules imported</source>
        <translation>
            <numerusform>已导入 %Ln 条规则</numerusform>
        </translation>
    </message>
    <message>
        <source>Export rules</source>
        <translation>导出规则</translation>
    </message>
    <message>
        <source>Rules (*.jsonl)</source>
        <translation>规则 (*.jsonl)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rules written</source>
        <translation>
            <numerusform>已写出 %Ln 条规则</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln places suggested</source>
        <translation>
            <numerusform>已建议 %Ln 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Suggest by this rule alone…</source>
        <translation>仅按此规则建议…</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Export all rules…</source>
        <translation>导出全部规则…</translation>
    </message>
    <message>
        <source>Rules of this project</source>
        <translation>本项目的规则</translation>
    </message>
    <message>
        <source>Add a rule…</source>
        <translation>添加规则…</translation>
    </message>
    <message>
        <source>Import rules…</source>
        <translation>导入规则…</translation>
    </message>
    <message>
        <source>Export rules…</source>
        <translation>导出规则…</translation>
    </message>
    <message>
        <source>Suggest by rules…</source>
        <translation>按规则建议…</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message numerus="yes">
        <source>%n runs archived</source>
        <translation>
            <numerusform>已归档 %n 次运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs taken out of the archive</source>
        <translation>
            <numerusform>已取消归档 %n 次运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs moved to the trash</source>
        <translation>
            <numerusform>已将 %n 次运行移到回收站</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs restored</source>
        <translation>
            <numerusform>已恢复 %n 次运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete for ever</source>
        <translation>永久删除</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n runs for ever?</source>
        <translation>
            <numerusform>要永久删除 %n 次运行吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Their weights, curves and scores go. Nothing brings them back.</source>
        <translation>它们的权重、曲线和得分都会删除，无法找回。</translation>
    </message>
    <message>
        <source>%1 MB are free again</source>
        <translation>已释放 %1 MB</translation>
    </message>
    <message>
        <source>The command is on the clipboard</source>
        <translation>命令已复制到剪贴板</translation>
    </message>
    <message>
        <source>Train again with…</source>
        <translation>修改后再训练…</translation>
    </message>
    <message>
        <source>Continue from these weights…</source>
        <translation>从这些权重继续…</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Take the star away</source>
        <translation>取消星标</translation>
    </message>
    <message>
        <source>Give a star</source>
        <translation>加星标</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>取消归档</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete for ever…</source>
        <translation>永久删除…</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Export model…</source>
        <translation>导出模型…</translation>
    </message>
</context>
<context>
    <name>RunControls</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation>暂停训练</translation>
    </message>
    <message>
        <source>End after this batch and keep the exact state; the device is free meanwhile</source>
        <translation>完成当前批次后停下，保留精确状态；其间设备空闲</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>立即开始</translation>
    </message>
    <message>
        <source>Go on later</source>
        <translation>稍后继续</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Before the others that wait</source>
        <translation>先于其他等待中的训练</translation>
    </message>
    <message>
        <source>It waits behind the run that trains</source>
        <translation>排在正在进行的训练之后</translation>
    </message>
    <message>
        <source>From where it stands; on the processor it ends in the same bits</source>
        <translation>从停下处接着训练；在处理器上结果逐位相同</translation>
    </message>
    <message>
        <source>It had not begun: it starts from the beginning</source>
        <translation>它尚未开始，将从头训练</translation>
    </message>
</context>
<context>
    <name>RunDelegate</name>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>, took %1</source>
        <translation>，用时 %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Stopped, %1</source>
        <translation>已停止，%1</translation>
    </message>
    <message>
        <source>Failed, %1</source>
        <translation>失败，%1</translation>
    </message>
    <message>
        <source>Finished, %1</source>
        <translation>已完成，%1</translation>
    </message>
    <message>
        <source>Interrupted, %1</source>
        <translation>已中断，%1</translation>
    </message>
    <message>
        <source>Paused, %1</source>
        <translation>已暂停，%1</translation>
    </message>
    <message>
        <source>with a star</source>
        <translation>有星标</translation>
    </message>
</context>
<context>
    <name>RunEvents</name>
    <message>
        <source>Best so far</source>
        <translation>目前最佳</translation>
    </message>
    <message>
        <source>No evaluation before this one was better; these weights are kept.</source>
        <translation>此前的评估都不如这一次；这些权重会保留。</translation>
    </message>
    <message>
        <source>End of the warm-up</source>
        <translation>预热结束</translation>
    </message>
    <message>
        <source>The learning rate is at its highest and falls from here on.</source>
        <translation>学习率达到最高，此后下降。</translation>
    </message>
    <message>
        <source>End of the schedule</source>
        <translation>调度结束</translation>
    </message>
    <message>
        <source>The learning rate is at its lowest.</source>
        <translation>学习率降到最低。</translation>
    </message>
    <message>
        <source>Memory ran out</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>From here on %1 sentences at once are computed. The batch stays as large as it was, so the result does not change; it takes longer.</source>
        <translation>此后一次计算 %1 个句子。批次大小不变，结果也不变，只是更慢。</translation>
    </message>
    <message>
        <source>Step left out</source>
        <translation>跳过一步</translation>
    </message>
    <message>
        <source>A number became too large for fp16. The step was left out and the scale halved; a few of these are usual.</source>
        <translation>有数值超出了 fp16 的范围。这一步已跳过，缩放因子减半；偶尔几次属正常。</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>%1 evaluations brought nothing better, as early_stopping_patience says.</source>
        <translation>连续 %1 次评估没有变好，按 early_stopping_patience 停止。</translation>
    </message>
    <message>
        <source>Checkpoint not saved</source>
        <translation>检查点未保存</translation>
    </message>
    <message>
        <source>The checkpoint could not be written; the one before it stays. Make room on the disk.</source>
        <translation>检查点无法写入；上一个仍保留。请腾出磁盘空间。</translation>
    </message>
    <message>
        <source>Loss is no number</source>
        <translation>损失不是数字</translation>
    </message>
    <message>
        <source>The loss is no longer a number. Lower the learning rate, set max_grad_norm to 1, or use precision fp32.</source>
        <translation>损失已不是数字。请降低学习率，把 max_grad_norm 设为 1，或使用 fp32 精度。</translation>
    </message>
    <message>
        <source>Loss explodes</source>
        <translation>损失爆炸</translation>
    </message>
    <message>
        <source>The loss rises steeply: the model forgets what it learnt. Lower the learning rate, or warm up longer. The best weights so far are kept.</source>
        <translation>损失急剧上升：模型在遗忘学到的内容。请降低学习率或延长预热。目前最佳的权重会保留。</translation>
    </message>
    <message>
        <source>Nothing is found</source>
        <translation>什么也没找到</translation>
    </message>
    <message>
        <source>Three evaluations found no entity. Check that the training documents carry the labels, try a learning rate between 1e-4 and 3e-4, or weigh the classes (class_weights).</source>
        <translation>三次评估都没有找到实体。请检查训练文档是否有标注，试试 1e-4 到 3e-4 之间的学习率，或给类别加权（class_weights）。</translation>
    </message>
    <message>
        <source>Learns by heart</source>
        <translation>死记硬背</translation>
    </message>
    <message>
        <source>The validation loss rises while F1 stands still. Stop and keep the best, train fewer epochs, or add documents.</source>
        <translation>验证损失上升而 F1 不动。请停止并保留最佳结果，减少轮数，或增加文档。</translation>
    </message>
    <message>
        <source>Never predicted</source>
        <translation>从未预测</translation>
    </message>
    <message>
        <source>Not predicted once so far: %1. Label more of them, train longer, or weigh the classes (class_weights).</source>
        <translation>至今一次也没有预测：%1。请多标一些，训练更久，或给类别加权（class_weights）。</translation>
    </message>
    <message>
        <source>Learning rate too high</source>
        <translation>学习率过高</translation>
    </message>
    <message>
        <source>Gradients leapt and the loss does not fall. Divide the learning rate by three, or warm up longer.</source>
        <translation>梯度突增而损失不降。请把学习率降到三分之一，或延长预热。</translation>
    </message>
    <message>
        <source>Goes on at step %1 of %2 on %3</source>
        <translation>从第 %1 步（共 %2 步）继续，设备 %3</translation>
    </message>
    <message>
        <source>Started: %1 steps on %2</source>
        <translation>开始：%1 步，设备 %2</translation>
    </message>
    <message>
        <source>Evaluated on %1: F1 %2, precision %3, recall %4, loss %5</source>
        <translation>在 %1 上评估：F1 %2，精确率 %3，召回率 %4，损失 %5</translation>
    </message>
    <message>
        <source>Checkpoint saved</source>
        <translation>已保存检查点</translation>
    </message>
    <message>
        <source>Stopped at step %1</source>
        <translation>在第 %1 步停止</translation>
    </message>
    <message>
        <source>Finished; the best weights are those of step %1</source>
        <translation>完成；最佳权重来自第 %1 步</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
</context>
<context>
    <name>RunLogModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
</context>
<context>
    <name>RunTableModel</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Best step</source>
        <translation>最佳步</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>词/秒</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1, %1</source>
        <translation>F1，%1</translation>
    </message>
    <message>
        <source>Precision, %1</source>
        <translation>精确率，%1</translation>
    </message>
    <message>
        <source>Recall, %1</source>
        <translation>召回率，%1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n runs)</source>
        <translation>
            <numerusform>%1（%n 个运行）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mean ± standard deviation of the %n runs with a value</source>
        <translation>
            <numerusform>有数值的 %n 个运行的均值 ± 标准差</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mean ± standard deviation of %n runs</source>
        <translation>
            <numerusform>%n 个运行的均值 ± 标准差</numerusform>
        </translation>
    </message>
    <message>
        <source>Group %1, %2</source>
        <translation>分组 %1，%2</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>open</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Scores of splits</source>
        <translation>各划分的分数</translation>
    </message>
    <message>
        <source>In formulas and filters: %1</source>
        <translation>在公式和筛选中：%1</translation>
    </message>
    <message>
        <source>yes in %1 of %2</source>
        <translation>%2 次中 %1 次为是</translation>
    </message>
    <message>
        <source>In formulas and filters, yes being 1 and no 0: %1</source>
        <translation>在公式和筛选中（是为 1，否为 0）：%1</translation>
    </message>
</context>
<context>
    <name>RunTableView</name>
    <message>
        <source>&amp;Choose columns…</source>
        <translation>选择列(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;New column…</source>
        <translation>新建列(&amp;N)…</translation>
    </message>
    <message>
        <source>Change the formula…</source>
        <translation>修改公式…</translation>
    </message>
    <message>
        <source>Remove the column</source>
        <translation>移除此列</translation>
    </message>
    <message>
        <source>Column %1 removed</source>
        <translation>已移除列 %1</translation>
    </message>
    <message>
        <source>Column %1 removed; %2 needs it and is empty now</source>
        <translation>已移除列 %1；%2 需要它，现在为空</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>No run matches. Clear the filter to see all of them.</source>
        <translation>没有匹配的运行。清除筛选即可查看全部。</translation>
    </message>
    <message>
        <source>Open the run</source>
        <translation>打开此运行</translation>
    </message>
    <message>
        <source>Runs as a table</source>
        <translation>运行表格</translation>
    </message>
    <message>
        <source>Filter, such as model:minilm f1&gt;80 -#old</source>
        <translation>筛选，例如 model:minilm f1&gt;80 -#old</translation>
    </message>
    <message>
        <source>Filter the table of runs</source>
        <translation>筛选运行表格</translation>
    </message>
    <message>
        <source>Words of name, model, tags and note; #tag; column:text; column&gt;3, &lt;, =; star:yes; archived:yes; - denies. Names of columns stand in the tooltips of their headings.</source>
        <translation>名称、模型、标记和备注中的词；#标记；列名:文字；列名&gt;3、&lt;、=；star:yes；archived:yes；前加 - 表示排除。列名见表头的提示。</translation>
    </message>
    <message>
        <source>Group the runs by</source>
        <translation>运行分组依据</translation>
    </message>
    <message>
        <source>Group the runs by a tag, the model or any key of the recipe; a group shows the mean ± the standard deviation of its runs</source>
        <translation>按标记、模型或配方中的任一项分组；每组显示其运行的均值 ± 标准差</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>表格的列</translation>
    </message>
    <message>
        <source>Choose columns, or make one from a formula</source>
        <translation>选择列，或用公式新建一列</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the table of runs</source>
        <translation>关闭运行表格</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>Group: seeds</source>
        <translation>分组：随机种子</translation>
    </message>
    <message>
        <source>Group: tag</source>
        <translation>分组：标记</translation>
    </message>
    <message>
        <source>Group: model</source>
        <translation>分组：模型</translation>
    </message>
    <message>
        <source>Group: state</source>
        <translation>分组：状态</translation>
    </message>
    <message>
        <source>Group: %1</source>
        <translation>分组：%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n runs</source>
        <translation>
            <numerusform>%n 个运行中的 %1 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n groups</source>
        <translation>
            <numerusform>%n 组</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Compare %n runs</source>
        <translation>
            <numerusform>比较 %n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>比较运行</translation>
    </message>
</context>
<context>
    <name>RunTexts</name>
    <message>
        <source>p &lt; %1</source>
        <translation>p &lt; %1</translation>
    </message>
    <message>
        <source>p = %1</source>
        <translation>p = %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n seeds)</source>
        <translation>
            <numerusform>%1（%n 个种子）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 finds more than %2</source>
        <translation>%1 找得比 %2 好</translation>
    </message>
    <message>
        <source>No difference is shown between %1 and %2</source>
        <translation>没有看出 %1 与 %2 的差别</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2 among %n tests)</source>
        <translation>
            <numerusform>%1（在 %n 次检验中 %2）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 F1, %3 % interval %4 to %5, %6; on %n documents</source>
        <translation>
            <numerusform>%1：F1 %2，%3% 区间 %4 至 %5，%6；基于 %n 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>it was trained on %1, where sums come in any order</source>
        <translation>它是在 %1 上训练的，那里求和的先后次序不定</translation>
    </message>
    <message>
        <source>its recipe did not ask for determinism</source>
        <translation>它的配方没有要求确定性</translation>
    </message>
    <message>
        <source>it was trained on another machine (%1)</source>
        <translation>它是在另一台机器上训练的（%1）</translation>
    </message>
    <message>
        <source>the documents changed since</source>
        <translation>此后文档有改动</translation>
    </message>
    <message>
        <source>the model that it started from changed since</source>
        <translation>它的起始模型此后有改动</translation>
    </message>
    <message>
        <source>memory was short, so its batches became smaller while it ran</source>
        <translation>内存不足，运行时批次变小了</translation>
    </message>
    <message>
        <source>Trained again, %1 has the same weights, bit for bit.</source>
        <translation>重新训练后，%1 的权重逐位相同。</translation>
    </message>
    <message>
        <source>Trained again, %1 has other weights, although the same were promised.</source>
        <translation>重新训练后，%1 的权重不同，尽管本应相同。</translation>
    </message>
    <message>
        <source>Trained again, %1 has other weights.</source>
        <translation>重新训练后，%1 的权重不同。</translation>
    </message>
    <message>
        <source>The same bits are not promised: %1.</source>
        <translation>不能保证逐位相同：%1。</translation>
    </message>
    <message numerus="yes">
        <source>F1 on %1: %2, was %3; difference %4, 95 % interval %5 to %6, on %n documents.</source>
        <translation>
            <numerusform>在 %1 上的 F1：%2，原为 %3；相差 %4，95% 区间 %5 至 %6，基于 %n 篇文档。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Best F1</source>
        <translation>最佳 F1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>停止训练</translation>
    </message>
    <message>
        <source>Stop after this batch and keep the best weights</source>
        <translation>在这一批之后停止并保留最佳权重</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>Views of the run</source>
        <translation>训练的视图</translation>
    </message>
    <message>
        <source>Cancel verifying</source>
        <translation>取消验证</translation>
    </message>
    <message>
        <source>Progress of verifying</source>
        <translation>验证进度</translation>
    </message>
    <message>
        <source>Training %1 again in a scratch folder…</source>
        <translation>正在临时文件夹里重新训练 %1…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Hide what verifying found</source>
        <translation>隐藏验证结果</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>RunsList</name>
    <message>
        <source>Name, model, #tag</source>
        <translation>名称、模型、#标记</translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation>筛选运行</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>With a star</source>
        <translation>有星标</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>In the trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Which runs are shown</source>
        <translation>显示哪些运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>No run matches. Clear the filter to see all of them.</source>
        <translation>没有符合的运行。清除筛选即可看到全部。</translation>
    </message>
    <message>
        <source>No run has a star. Press * on a run to give it one.</source>
        <translation>没有带星标的运行。选中一次运行后按 * 加星标。</translation>
    </message>
    <message>
        <source>No run is archived.</source>
        <translation>没有已归档的运行。</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message>
        <source>Every run is archived or in the trash.</source>
        <translation>所有运行都已归档或在回收站里。</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>Saved filters</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>Name of this filter</source>
        <translation>此筛选的名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Saved filter “%1”</source>
        <translation>已保存的筛选“%1”</translation>
    </message>
    <message>
        <source>No saved filters yet</source>
        <translation>还没有保存的筛选</translation>
    </message>
    <message>
        <source>&amp;Save this filter…</source>
        <translation>保存此筛选(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Rename “%1”…</source>
        <translation>重命名“%1”(&amp;R)…</translation>
    </message>
    <message>
        <source>Re&amp;move “%1”</source>
        <translation>移除“%1”(&amp;M)</translation>
    </message>
    <message>
        <source>Filter “%1” saved</source>
        <translation>筛选“%1”已保存</translation>
    </message>
    <message>
        <source>Filter renamed to “%1”</source>
        <translation>筛选已改名为“%1”</translation>
    </message>
    <message>
        <source>Filter “%1” removed</source>
        <translation>筛选“%1”已移除</translation>
    </message>
</context>
<context>
    <name>ScatterView</name>
    <message>
        <source>F1 against the time of training</source>
        <translation>F1 与训练时间</translation>
    </message>
    <message>
        <source>%1: F1 %2 after %3</source>
        <translation>%1：F1 %2，用时 %3</translation>
    </message>
    <message>
        <source>F1, in percent</source>
        <translation>F1（百分比）</translation>
    </message>
    <message>
        <source>Time of training</source>
        <translation>训练时间</translation>
    </message>
    <message>
        <source>0 s</source>
        <translation>0 秒</translation>
    </message>
    <message>
        <source>%1: F1 %2, 95 % interval %3 to %4, after %5</source>
        <translation>%1：F1 %2，95% 区间 %3 至 %4，用时 %5</translation>
    </message>
</context>
<context>
    <name>ScoreModel</name>
    <message>
        <source>All entities counted together</source>
        <translation>所有实体一并计算</translation>
    </message>
    <message>
        <source>The mean over labels, each with the same weight</source>
        <translation>各标签等权平均</translation>
    </message>
    <message>
        <source>All (micro)</source>
        <translation>总体（micro）</translation>
    </message>
    <message>
        <source>Mean of labels (macro)</source>
        <translation>标签平均（macro）</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>实体数</translation>
    </message>
    <message>
        <source>What was looked for</source>
        <translation>要找的标签</translation>
    </message>
    <message>
        <source>Of what the model marked, how much is right, in percent</source>
        <translation>模型标出的实体中有多少是对的（百分比）</translation>
    </message>
    <message>
        <source>Of what is there, how much the model found, in percent</source>
        <translation>应有的实体中模型找到了多少（百分比）</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall, in percent</source>
        <translation>精确率与召回率的调和平均（百分比）</translation>
    </message>
    <message>
        <source>How many entities the texts hold</source>
        <translation>文本中实际有多少个实体</translation>
    </message>
</context>
<context>
    <name>ScoresTab</name>
    <message>
        <source>Scores by label</source>
        <translation>各标签的分数</translation>
    </message>
    <message>
        <source>Of the best weights</source>
        <translation>最佳权重的分数</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>在 %1 上</translation>
    </message>
    <message>
        <source>Scores stand here after the first evaluation.</source>
        <translation>首次评估后，分数会显示在这里。</translation>
    </message>
    <message>
        <source>This run was not evaluated.</source>
        <translation>这次训练没有评估。</translation>
    </message>
</context>
<context>
    <name>SearchForm</name>
    <message>
        <source>Stop weak trials early</source>
        <translation>提前停止较差的试验</translation>
    </message>
    <message>
        <source>Learns from the trials (TPE)</source>
        <translation>从试验中学习（TPE）</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Every combination (grid)</source>
        <translation>所有组合（网格）</translation>
    </message>
    <message>
        <source>At random, the weaker stop early (halving)</source>
        <translation>随机，较差的提前停止（逐次减半）</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Values to try</source>
        <translation>要尝试的值</translation>
    </message>
    <message>
        <source>Settings to try</source>
        <translation>要尝试的设置</translation>
    </message>
    <message>
        <source>Finalists</source>
        <translation>入围数</translation>
    </message>
    <message>
        <source>The best trials, trained again with other seeds</source>
        <translation>最好的试验会用其他种子再训练</translation>
    </message>
    <message>
        <source>Minutes at most</source>
        <translation>最多分钟数</translation>
    </message>
    <message>
        <source>Way of searching</source>
        <translation>搜索方式</translation>
    </message>
    <message>
        <source>Trials at most</source>
        <translation>最多试验数</translation>
    </message>
    <message>
        <source>Seeds of each</source>
        <translation>每个的种子数</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New search</source>
        <translation>新建搜索</translation>
    </message>
    <message>
        <source>A list, as 8, 16, 32, or a range, as 1e-5 .. 1e-3; log behind a range draws it evenly in the logarithm.</source>
        <translation>列表，如 8, 16, 32；或范围，如 1e-5 .. 1e-3；范围后加 log 表示按对数均匀取值。</translation>
    </message>
    <message>
        <source>Values to try of %1</source>
        <translation>%1 要尝试的值</translation>
    </message>
    <message>
        <source>A name is made of letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;.</source>
        <translation>名称只能由字母、数字、“.”、“_”和“-”组成。</translation>
    </message>
    <message>
        <source>There is a search, or a run, with this name already.</source>
        <translation>已有同名的搜索或训练。</translation>
    </message>
    <message>
        <source>Tick at least one setting to try.</source>
        <translation>请至少勾选一项要尝试的设置。</translation>
    </message>
    <message>
        <source>%1: these values cannot be tried. %2</source>
        <translation>%1：这些值无法使用。%2</translation>
    </message>
    <message>
        <source>Give a list, as 8, 16, 32, or a range, as 1e-5 .. 1e-3 log.</source>
        <translation>请给出列表，如 8, 16, 32；或范围，如 1e-5 .. 1e-3 log。</translation>
    </message>
    <message>
        <source>Give it an end: a number of trials, or a time.</source>
        <translation>请设定结束条件：试验数或时间。</translation>
    </message>
    <message numerus="yes">
        <source>%n runs at most, the repeats of the finalists and of the recipe as it is among them.</source>
        <translation>
            <numerusform>最多 %n 次训练，其中包括入围配方和原配方的重复训练。</numerusform>
        </translation>
    </message>
    <message>
        <source>It ends when its time is over.</source>
        <translation>时间用完即结束。</translation>
    </message>
</context>
<context>
    <name>SearchesDialog</name>
    <message>
        <source>No searches yet</source>
        <translation>还没有搜索</translation>
    </message>
    <message>
        <source>Searches</source>
        <translation>方案搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>What it found</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Score of each trial</source>
        <translation>每次试验的得分</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>Best so far</source>
        <translation>目前最好</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>What mattered</source>
        <translation>哪些设置重要</translation>
    </message>
    <message>
        <source>In the ranges that were tried</source>
        <translation>在尝试过的范围内</translation>
    </message>
    <message>
        <source>No trial has come to its end yet.</source>
        <translation>还没有试验完成。</translation>
    </message>
    <message numerus="yes">
        <source>The best of %n finished trials is %1.</source>
        <translation>
            <numerusform>%n 次完成的试验中最好的是 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Its gain over the recipe as it was is not tested: the best of many is better by chance alone.</source>
        <translation>它相对原方案的提升没有经过检验：多次尝试中最好的一次，仅凭偶然就会更好。</translation>
    </message>
    <message numerus="yes">
        <source>On %n documents of the split %1 it scores F1 %2, the recipe as it was %3.</source>
        <translation>
            <numerusform>在划分 %1 的 %n 篇文档上，它的 F1 为 %2，原方案为 %3。</numerusform>
        </translation>
    </message>
    <message>
        <source>That is more than chance: the difference of %1 points lies between %2 and %3 (95 %).</source>
        <translation>这不只是偶然：%1 个百分点的差距位于 %2 与 %3 之间（95 %）。</translation>
    </message>
    <message>
        <source>That is worse: the difference of %1 points lies between %2 and %3 (95 %).</source>
        <translation>这比原方案更差：%1 个百分点的差距位于 %2 与 %3 之间（95 %）。</translation>
    </message>
    <message>
        <source>That may be chance: the difference of %1 points lies between %2 and %3 (95 %).</source>
        <translation>这可能只是偶然：%1 个百分点的差距位于 %2 与 %3 之间（95 %）。</translation>
    </message>
    <message>
        <source>The documents that tested it are those that chose it, so its score is too high. Decide some test documents for an honest answer.</source>
        <translation>检验它的文档正是挑选它的文档，所以得分偏高。请确定一些测试文档，以得到可信的答案。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>F1 in percent</source>
        <translation>F1（百分比）</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>to be continued</source>
        <translation>待继续</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>out of time</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>New search…</source>
        <translation>新建搜索…</translation>
    </message>
    <message>
        <source>Start search</source>
        <translation>开始搜索</translation>
    </message>
    <message>
        <source>A search tries recipes and tests whether the best is better than chance. It may take hours, can be stopped, and goes on where it was.</source>
        <translation>搜索会尝试不同的训练配方，并检验最好的配方是否真的更好。它可能需要数小时，可以随时停止，之后从原处继续。</translation>
    </message>
    <message>
        <source>The search is not at its end.</source>
        <translation>搜索尚未结束。</translation>
    </message>
    <message>
        <source> </source>
        <comment>between two sentences</comment>
        <translation></translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
</context>
<context>
    <name>SensitiveDialog</name>
    <message>
        <source>No attribute is called sensitive. Where an audit&apos;s groups say something of people&apos;s origin, gender, belief or health, tick so in its set-up: it asks for a purpose.</source>
        <translation>还没有标为敏感的属性。如果某次审计的分组涉及人的出身、性别、信仰或健康，请在其设置中勾选：那时需要说明用途。</translation>
    </message>
    <message>
        <source>Nothing was looked at yet.</source>
        <translation>尚无任何查看记录。</translation>
    </message>
    <message>
        <source>End the permission</source>
        <translation>撤回允许</translation>
    </message>
    <message>
        <source>Delete values…</source>
        <translation>删除值…</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>彻底删除</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Sensitive attributes</source>
        <translation>敏感属性</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Progress of the deletion</source>
        <translation>删除进度</translation>
    </message>
    <message>
        <source>Audits by it are refused until it is allowed again</source>
        <translation>在再次允许之前，不能按它审计</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Goes: its values in every document and mention, in the trash and in the history, so that no undo brings them back; its figures in the audits that are kept; saved filters by it; the backups beside the project. The project file is then written anew.</source>
        <translation>会删除：所有文档和提及中的值，包括回收站和历史记录中的，因此撤销也无法恢复；已保存审计中与它有关的数字；按它筛选的已存筛选条件；项目旁备份中的值。随后项目文件会整个重写。</translation>
    </message>
    <message>
        <source>Stays, and you have to see to it yourself: reports, exports, archives and copies made before; backups by other programs; what a model has learnt; what the texts themselves say; the attribute&apos;s definition with its choices; and, on some disks, blocks that the old file gave back.</source>
        <translation>不会删除、需要您自行处理：此前生成的报告、导出文件、归档和副本；其他程序所做的备份；模型已经学到的内容；文本本身所写的内容；属性的定义及其选项；以及某些磁盘上旧文件释放的数据块。</translation>
    </message>
    <message>
        <source>They are looked at for a purpose only, and each look is logged. Who looked is not kept.</source>
        <translation>只有为了说明的用途才能查看它们，每次查看都会记录。不记录是谁查看的。</translation>
    </message>
    <message>
        <source>Delete all values of %1?</source>
        <translation>删除 %1 的所有值？</translation>
    </message>
    <message>
        <source>The values are out, but a file may still hold traces of them</source>
        <translation>值已删除，但某个文件中可能仍有残留</translation>
    </message>
    <message>
        <source>Close other programs that use the project, then delete once more.</source>
        <translation>请关闭正在使用该项目的其他程序，然后再删除一次。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Sensitive attributes…</source>
        <translation>敏感属性…</translation>
    </message>
    <message>
        <source>Fairness</source>
        <translation>公平性</translation>
    </message>
</context>
<context>
    <name>SensitiveKeysModel</name>
    <message>
        <source>%1 (mentions)</source>
        <translation>%1（提及）</translation>
    </message>
    <message>
        <source>%1 (documents)</source>
        <translation>%1（文档）</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Audits by it</source>
        <translation>按它审计</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>refused: values deleted</source>
        <translation>不允许：值已删除</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>不允许</translation>
    </message>
</context>
<context>
    <name>SensitiveLogModel</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>called sensitive</source>
        <translation>标为敏感</translation>
    </message>
    <message>
        <source>allowed for a purpose</source>
        <translation>为某一用途而允许</translation>
    </message>
    <message>
        <source>looked at</source>
        <translation>被查看</translation>
    </message>
    <message>
        <source>values deleted</source>
        <translation>值已删除</translation>
    </message>
</context>
<context>
    <name>SentencesTab</name>
    <message>
        <source>The sentences behind a figure of a test suite, of swapped names or of a list. Choose such groups above, then press Enter on a cell of a table or click into a chart.</source>
        <translation>测试套件、换名或名单的数字背后的句子。请在上面选择这样的分组，然后在表格的单元格上按 Enter，或点击图中的位置。</translation>
    </message>
    <message>
        <source>This installation cannot ask a model.</source>
        <translation>此安装无法询问模型。</translation>
    </message>
    <message>
        <source>Progress of the sentences</source>
        <translation>句子的进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the sentences</source>
        <translation>取消读取句子</translation>
    </message>
    <message>
        <source>The model reads the sentences</source>
        <translation>模型正在读句子</translation>
    </message>
    <message>
        <source>Sentences behind the figure</source>
        <translation>数字背后的句子</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Answer before</source>
        <translation>原先的回答</translation>
    </message>
    <message>
        <source>Name before</source>
        <translation>原先的名字</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>句式</translation>
    </message>
    <message numerus="yes">
        <source>%1 → %2: %n answer(s) changed</source>
        <translation>
            <numerusform>%1 → %2：%n 个回答改变</numerusform>
        </translation>
    </message>
    <message>
        <source>as written</source>
        <translation>原文</translation>
    </message>
    <message numerus="yes">
        <source>Names of every group: %n sentence(s)</source>
        <translation>
            <numerusform>各组的名字：%n 个句子</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mentions of %1: %n sentence(s)</source>
        <translation>
            <numerusform>%1 的提及：%n 个句子</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Names associated with %1: %n sentence(s)</source>
        <translation>
            <numerusform>与“%1”相关联的名字：%n 个句子</numerusform>
        </translation>
    </message>
    <message>
        <source>As the run answers now; the figures are those of the audit.</source>
        <translation>这是模型现在的回答；数字是审计时的。</translation>
    </message>
    <message numerus="yes">
        <source>The first %n are listed.</source>
        <translation>
            <numerusform>只列出前 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter opens the document where the name was swapped.</source>
        <translation>按 Enter 打开换名的文档。</translation>
    </message>
    <message>
        <source>Enter opens the document.</source>
        <translation>按 Enter 打开文档。</translation>
    </message>
    <message>
        <source>Cancelled: the sentences were not read</source>
        <translation>已取消：没有读取句子</translation>
    </message>
    <message>
        <source>The sentence is one of the suite: no document holds it</source>
        <translation>这个句子属于测试套件：没有文档包含它</translation>
    </message>
    <message>
        <source>Ask the run about every name</source>
        <translation>就每个名字询问模型</translation>
    </message>
    <message>
        <source>Ways to look at the sentences</source>
        <translation>查看句子的方式</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>This sentence is not among those that are listed</source>
        <translation>这个句子不在所列的句子中</translation>
    </message>
</context>
<context>
    <name>SeriesDialog</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Another training is under way.</source>
        <translation>另一个训练正在进行。</translation>
    </message>
</context>
<context>
    <name>SettingsModel</name>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>下次启动时生效。</translation>
    </message>
    <message>
        <source>Parts of the settings</source>
        <translation>设置的各部分</translation>
    </message>
    <message>
        <source>Look and text</source>
        <translation>外观与文字</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 像素</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>全部文字的大小</translation>
    </message>
    <message>
        <source>Text of documents</source>
        <translation>文档正文</translation>
    </message>
    <message>
        <source>At 100 %; it grows with all other text.</source>
        <translation>指 100 % 时的大小，会随全部文字一起缩放。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>行距</translation>
    </message>
    <message>
        <source>Settings  ›  %1</source>
        <translation>设置  ›  %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Look, language, sizes and keys</source>
        <translation>外观、语言、字号和快捷键</translation>
    </message>
    <message>
        <source>Change the keys</source>
        <translation>更改快捷键</translation>
    </message>
    <message>
        <source>Train in a process of its own</source>
        <translation>在独立进程中训练</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>A fault of a graphics card&apos;s driver then ends the run alone: the window goes on, and so can the run, from its last checkpoint. A pause gives all of the card&apos;s memory back. A run takes about half a second longer to start. Holds from the next run on.</source>
        <translation>显卡驱动出错时只会终止训练本身：窗口照常工作，训练也可从最近的检查点继续。暂停时显卡内存全部释放。每次训练的启动约慢半秒。从下一次训练起生效。</translation>
    </message>
    <message>
        <source>Tell the desktop when a run ends</source>
        <translation>运行结束时通知桌面</translation>
    </message>
    <message>
        <source>A short message with the name of the run and its score, while another window is in front; nothing of a document stands in it.</source>
        <translation>别的窗口在前面时显示一条简短消息，含运行的名称和得分；其中不含文档的任何内容。</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字体</translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>No command is called so, and none has such a key.</source>
        <translation>没有这样的命令，也没有命令使用这样的快捷键。</translation>
    </message>
    <message>
        <source>Take the key away</source>
        <translation>取消快捷键</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>All defaults</source>
        <translation>全部默认</translation>
    </message>
    <message>
        <source>Search by command or key, such as Ctrl+K</source>
        <translation>按命令或快捷键搜索，如 Ctrl+K</translation>
    </message>
    <message>
        <source>Search the commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令及其快捷键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Key of the command</source>
        <translation>该命令的快捷键</translation>
    </message>
    <message>
        <source>The command stays in the menu and in the search field</source>
        <translation>命令仍在菜单和搜索框中</translation>
    </message>
    <message>
        <source>The key that this command comes with</source>
        <translation>此命令原有的快捷键</translation>
    </message>
    <message>
        <source>The keys that all commands come with</source>
        <translation>所有命令原有的快捷键</translation>
    </message>
    <message>
        <source>The default is back.</source>
        <translation>已恢复默认。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>没有快捷键</translation>
    </message>
    <message>
        <source>Key of “%1”: press the new key</source>
        <translation>“%1”的快捷键：请按新的快捷键</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”. Press another key, or change that command first.</source>
        <translation>%1 已用于“%2”。请换一个，或先更改那个命令。</translation>
    </message>
    <message>
        <source>Letters and digits belong to labels. Add Ctrl or Alt, or take an F key.</source>
        <translation>字母和数字留给标签。请加上 Ctrl 或 Alt，或改用 F 键。</translation>
    </message>
    <message>
        <source>AltGr, which is Ctrl+Alt on many keyboards, types characters there. Press another key.</source>
        <translation>AltGr 在许多键盘上等同于 Ctrl+Alt，用来输入字符。请换一个。</translation>
    </message>
    <message>
        <source>%1 moves, chooses or copies in texts and lists. Press another key.</source>
        <translation>%1 在文本和列表中用于移动、选择或复制。请换一个。</translation>
    </message>
    <message>
        <source>Press one key, with Ctrl, Alt or Shift if you like.</source>
        <translation>请按一个键，可同时按住 Ctrl、Alt 或 Shift。</translation>
    </message>
    <message>
        <source>“%1” has no key now.</source>
        <translation>“%1”现在没有快捷键。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>All keys are the defaults again</source>
        <translation>所有快捷键已恢复默认</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>SimulationTab</name>
    <message>
        <source>Learning curves of the orders</source>
        <translation>各标注顺序的学习曲线</translation>
    </message>
    <message>
        <source>Documents that were learnt from</source>
        <translation>已学习的文档数</translation>
    </message>
    <message>
        <source>F1 in percent</source>
        <translation>F1（百分比）</translation>
    </message>
    <message>
        <source>Random beside</source>
        <translation>与随机顺序比较</translation>
    </message>
    <message>
        <source>Documents at first</source>
        <translation>起始文档数</translation>
    </message>
    <message>
        <source>More each round</source>
        <translation>每轮增加</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>How often, each time dealt anew; one alone says little</source>
        <translation>重复多少次，每次重新分配文档；只做一次说明不了什么</translation>
    </message>
    <message>
        <source>Progress of the simulation</source>
        <translation>模拟进度</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Simulate</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message numerus="yes">
        <source>Tries on the labelled training documents what each order would have brought: %n trainings with the recipe of the run at the top, scored on the split test</source>
        <translation>
            <numerusform>在已标注的训练文档上试验各顺序的效果：按顶部所选运行的配方训练 %n 次，在 test 划分上评分</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 points of F1 over random (95 % interval %3 to %4)</source>
        <translation>%1：F1 比随机顺序 %2 个百分点（95 % 区间 %3 至 %4）</translation>
    </message>
    <message>
        <source>%1: %2 points of F1 over random</source>
        <translation>%1：F1 比随机顺序 %2 个百分点</translation>
    </message>
    <message>
        <source>The curve of random; the others are not whole yet</source>
        <translation>随机顺序的曲线；其余尚未完成</translation>
    </message>
    <message>
        <source>Simulation</source>
        <translation>模拟</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n trainings of %2</source>
        <translation>
            <numerusform>%2 的 %n 次训练中已完成 %1 次</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还需 %1</translation>
    </message>
    <message>
        <source>whole curves are kept when you stop</source>
        <translation>停止时保留完整的曲线</translation>
    </message>
</context>
<context>
    <name>SlicesModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>&lt; 0.001</source>
        <translation>&lt; 0.001</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>提及</translation>
    </message>
    <message>
        <source>Right, percent</source>
        <translation>正确百分比</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>p, corrected</source>
        <translation>校正后的 p</translation>
    </message>
    <message>
        <source>What these mentions share; ▼ worse than elsewhere, ▲ better</source>
        <translation>这些提及的共同点；▼ 比其余差，▲ 比其余好</translation>
    </message>
    <message>
        <source>How many mentions the slice has</source>
        <translation>切片含多少处提及</translation>
    </message>
    <message>
        <source>Share of them that is right</source>
        <translation>其中正确的比例</translation>
    </message>
    <message>
        <source>Of the share that is right</source>
        <translation>正确比例的区间</translation>
    </message>
    <message>
        <source>Share that is right among all other mentions</source>
        <translation>其余所有提及中正确的比例</translation>
    </message>
    <message>
        <source>How often chance alone gives such a difference, corrected for all slices that were looked at (Holm)</source>
        <translation>仅凭偶然出现这种差异的概率，已按查看过的全部切片校正（Holm）</translation>
    </message>
</context>
<context>
    <name>SlicesTab</name>
    <message>
        <source>Of what is labelled: was it found?</source>
        <translation>已标注的：找到了吗？</translation>
    </message>
    <message>
        <source>Of what is marked: is it right?</source>
        <translation>已标记的：对吗？</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>方面</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>No slice of at least 20 mentions can be told from the rest.</source>
        <translation>没有至少含 20 处提及、且与其余可区分的切片。</translation>
    </message>
    <message>
        <source>The surest differences first. Enter lists the mentions.</source>
        <translation>最确定的差异在前。按 Enter 列出提及。</translation>
    </message>
</context>
<context>
    <name>SpanScoreBox</name>
    <message>
        <source>Score of an entity</source>
        <translation>实体的得分</translation>
    </message>
    <message>
        <source>%1. It holds for the whole project: errors, confidence, suggestions and the cut below which a person reads</source>
        <translation>%1。对整个项目有效：错误、置信度、建议，以及交人复核的分界线</translation>
    </message>
</context>
<context>
    <name>SpanScoreLine</name>
    <message>
        <source>Entities by</source>
        <translation>实体得分</translation>
    </message>
    <message>
        <source>No entity was marked</source>
        <translation>没有标出实体</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>已校准</translation>
    </message>
    <message>
        <source>The run&apos;s logits are divided by the temperature that was fitted under Confidence, for words and entities</source>
        <translation>词和实体的概率都先把模型的 logit 除以“置信度”中拟合的温度</translation>
    </message>
</context>
<context>
    <name>SpanScoreText</name>
    <message>
        <source>Mean of the words</source>
        <translation>各词平均</translation>
    </message>
    <message>
        <source>Least sure word</source>
        <translation>最没有把握的词</translation>
    </message>
    <message>
        <source>Product of the words</source>
        <translation>各词之积</translation>
    </message>
    <message>
        <source>Marginal of the entity</source>
        <translation>实体的边缘概率</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>least</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>product</source>
        <translation>乘积</translation>
    </message>
    <message>
        <source>marginal</source>
        <translation>边缘</translation>
    </message>
    <message>
        <source>The mean of the probabilities of its words&apos; tags</source>
        <translation>各词标记概率的平均值</translation>
    </message>
    <message>
        <source>The probability of its least sure word</source>
        <translation>其中最没有把握的词的概率</translation>
    </message>
    <message>
        <source>The product over its words: as if they knew nothing of each other</source>
        <translation>各词概率之积：视各词互不相关</translation>
    </message>
    <message>
        <source>How probable exactly this entity is among all sequences of tags that are allowed</source>
        <translation>在所有合法的标记序列中，恰好出现这一实体的概率</translation>
    </message>
    <message>
        <source>%1, calibrated</source>
        <translation>%1，已校准</translation>
    </message>
</context>
<context>
    <name>SpansModel</name>
    <message>
        <source>%1 (suggested)</source>
        <translation>%1（建议）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>Add a part</source>
        <translation>添加一份</translation>
    </message>
    <message>
        <source>Each label in the same shares</source>
        <translation>每个标签按相同比例分配</translation>
    </message>
    <message>
        <source>Keep equal texts together</source>
        <translation>相同的文本放在一起</translation>
    </message>
    <message>
        <source>Make splits</source>
        <translation>生成划分</translation>
    </message>
    <message>
        <source>Each document for itself</source>
        <translation>逐篇分配</translation>
    </message>
    <message>
        <source>Parts of one text together</source>
        <translation>同一文本的各部分放在一起</translation>
    </message>
    <message>
        <source>Groups by metadata together</source>
        <translation>同一元数据分组放在一起</translation>
    </message>
    <message>
        <source>By time, the oldest first</source>
        <translation>按时间，最早的在前</translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
    </message>
    <message>
        <source>Those in no split</source>
        <translation>未划分的文档</translation>
    </message>
    <message>
        <source>Split: %1</source>
        <translation>划分：%1</translation>
    </message>
    <message>
        <source>Name of a metadata column</source>
        <translation>元数据列的名称</translation>
    </message>
    <message>
        <source>The same number gives the same splits again, on every machine.</source>
        <translation>相同的数字在任何机器上都得到相同的划分。</translation>
    </message>
    <message>
        <source>Metadata column</source>
        <translation>元数据列</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>The entities of each label are shared out like the documents, so that no rare label is missing in a part.</source>
        <translation>每个标签的实体与文档按同样的比例分配，少见的标签不会在某一份中缺失。</translation>
    </message>
    <message>
        <source>Documents of one text, but for letter case and blanks, go to the same part: none is learnt from and tested on.</source>
        <translation>除大小写和空白外文本相同的文档归入同一份，不会既用于训练又用于测试。</translation>
    </message>
    <message>
        <source>What each split would get</source>
        <translation>每个划分将得到的内容</translation>
    </message>
    <message>
        <source>Name of the split</source>
        <translation>划分的名称</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Share of the split, per cent</source>
        <translation>该划分的百分比</translation>
    </message>
    <message>
        <source>Of the sum of all shares</source>
        <translation>占所有份额之和</translation>
    </message>
    <message>
        <source>Leave this part out</source>
        <translation>去掉这一份</translation>
    </message>
    <message>
        <source>Choose the metadata column that holds the time</source>
        <translation>请选择存放时间的元数据列</translation>
    </message>
    <message>
        <source>Choose the metadata column that holds the group</source>
        <translation>请选择存放分组的元数据列</translation>
    </message>
    <message>
        <source>No splits can be made by these choices</source>
        <translation>按这些选择无法生成划分</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents would be dealt like this</source>
        <translation>
            <numerusform>%Ln 篇文档将这样分配</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents have no time and keep their split.</source>
        <translation>
            <numerusform>%Ln 篇文档没有时间，保留原有划分。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents lack the column: each is dealt for itself.</source>
        <translation>
            <numerusform>%Ln 篇文档缺少该列，逐篇分配。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % of the entities stand in another part than an even mix of labels asks for.</source>
        <translation>与标签均匀分布相比，%1 % 的实体落在了别的份里。</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %2 have %Ln texts in common.</source>
        <translation>
            <numerusform>%1 与 %2 有 %Ln 篇相同的文本。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents dealt to %1</source>
        <translation>
            <numerusform>%Ln 篇文档已分配到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Stopped; no split was changed</source>
        <translation>已停止，划分没有改变</translation>
    </message>
    <message>
        <source>Dealing documents…</source>
        <translation>正在分配文档…</translation>
    </message>
    <message>
        <source>Reading the documents…</source>
        <translation>正在读取文档…</translation>
    </message>
    <message>
        <source>%1 would get no document: what must stay together is too large.</source>
        <translation>“%1”分不到文档：必须放在一起的部分太大。</translation>
    </message>
</context>
<context>
    <name>SplitModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Entities of this label in each split</source>
        <translation>该标签在各划分中的实体数</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message>
        <source>What do you want to work on?</source>
        <translation>从哪里开始?</translation>
    </message>
    <message>
        <source>Label names in text, fine-tune a model on them and see what it learnt. Everything stays on this computer.</source>
        <translation>在文本中标注实体，用标注微调模型，再看看它学会了什么。所有数据都留在这台电脑上。</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Customer messages and financial news in English and Chinese, labelled and ready to train on.</source>
        <translation>中英文的客服消息与财经新闻，已经标注好，可以直接训练。</translation>
    </message>
    <message>
        <source>New project from files</source>
        <translation>从文件新建项目</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>One file that ends in .evenspan. You can also drop it anywhere in this window.</source>
        <translation>以 .evenspan 结尾的单个文件，也可以直接拖进窗口。</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>%1 documents, %2 % decided  ·  %3</source>
        <translation>%1 篇文档，已完成 %2 %  ·  %3</translation>
    </message>
    <message>
        <source>Plain text, CoNLL, JSON lines, brat, Label Studio, spaCy and more. You see what will be read before it is.</source>
        <translation>纯文本、CoNLL、JSON 行、brat、Label Studio、spaCy 等。读入之前即可看到将读入的内容。</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Progress of the running job</source>
        <translation>当前任务的进度</translation>
    </message>
    <message>
        <source>Show the running job</source>
        <translation>查看当前任务</translation>
    </message>
    <message>
        <source>Stop the running job</source>
        <translation>停止当前任务</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Show the running job: %1</source>
        <translation>查看当前任务：%1</translation>
    </message>
    <message>
        <source>working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>StepText</name>
    <message>
        <source>Set state</source>
        <translation>更改状态</translation>
    </message>
    <message>
        <source>Set split</source>
        <translation>更改划分</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Restore from trash</source>
        <translation>从回收站恢复</translation>
    </message>
    <message>
        <source>Change metadata</source>
        <translation>更改元数据</translation>
    </message>
    <message>
        <source>Change tokens</source>
        <translation>更改词元</translation>
    </message>
    <message>
        <source>Remove span</source>
        <translation>删除实体</translation>
    </message>
    <message>
        <source>Change span</source>
        <translation>更改实体</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>加旗标</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>Change a note</source>
        <translation>更改备注</translation>
    </message>
    <message>
        <source>Resolve a note</source>
        <translation>解决备注</translation>
    </message>
    <message>
        <source>Remove a note</source>
        <translation>删除备注</translation>
    </message>
    <message>
        <source>Remove a saved filter</source>
        <translation>删除已保存的筛选</translation>
    </message>
    <message>
        <source>Save filter %1</source>
        <translation>保存筛选 %1</translation>
    </message>
    <message>
        <source>Add label %1</source>
        <translation>添加标签 %1</translation>
    </message>
    <message>
        <source>Change label %1</source>
        <translation>更改标签 %1</translation>
    </message>
    <message>
        <source>Add rule %1</source>
        <translation>添加规则 %1</translation>
    </message>
    <message>
        <source>Change rule %1</source>
        <translation>更改规则 %1</translation>
    </message>
    <message>
        <source>Archive rule %1</source>
        <translation>归档规则 %1</translation>
    </message>
    <message>
        <source>Bring back rule %1</source>
        <translation>取回规则 %1</translation>
    </message>
    <message>
        <source>Switch on rule %1</source>
        <translation>启用规则 %1</translation>
    </message>
    <message>
        <source>Switch off rule %1</source>
        <translation>停用规则 %1</translation>
    </message>
    <message>
        <source>Change attribute %1</source>
        <translation>更改属性 %1</translation>
    </message>
    <message>
        <source>Change the guideline of %1</source>
        <translation>更改 %1 的标注规范</translation>
    </message>
    <message>
        <source>Accept %1 suggestions</source>
        <translation>接受 %1 条建议</translation>
    </message>
    <message>
        <source>Reject %1 suggestions</source>
        <translation>拒绝 %1 条建议</translation>
    </message>
    <message>
        <source>Merge %1 into %2</source>
        <translation>把 %1 合并到 %2</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Suite</source>
        <translation>测试套件</translation>
    </message>
    <message>
        <source>Sensitive attribute</source>
        <translation>敏感属性</translation>
    </message>
    <message>
        <source>Delete a sensitive attribute</source>
        <translation>删除敏感属性</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import 1 file</source>
        <translation>导入 1 个文件</translation>
    </message>
    <message>
        <source>Import %1 files</source>
        <translation>导入 %1 个文件</translation>
    </message>
    <message>
        <source>Label %1 × “%2” as %3</source>
        <translation>把 %1 处“%2”标为 %3</translation>
    </message>
    <message>
        <source>Label “%1” as %2 (%3 places)</source>
        <translation>把“%1”标为 %2（%3 处）</translation>
    </message>
    <message>
        <source>Label “%1” (%2 places)</source>
        <translation>标注“%1”（%2 处）</translation>
    </message>
    <message>
        <source>Label “%1” as %2</source>
        <translation>把“%1”标为 %2</translation>
    </message>
    <message>
        <source>Label “%1”</source>
        <translation>标注“%1”</translation>
    </message>
    <message>
        <source>Relabel “%1” as %2 (%3 places)</source>
        <translation>把“%1”改标为 %2（%3 处）</translation>
    </message>
    <message>
        <source>Relabel “%1” (%2 places)</source>
        <translation>改标“%1”（%2 处）</translation>
    </message>
    <message>
        <source>Relabel “%1” as %2</source>
        <translation>把“%1”改标为 %2</translation>
    </message>
    <message>
        <source>Relabel “%1”</source>
        <translation>改标“%1”</translation>
    </message>
    <message>
        <source>Suggest “%1” as %2 (%3 places)</source>
        <translation>建议把“%1”标为 %2（%3 处）</translation>
    </message>
    <message>
        <source>Suggest “%1” (%2 places)</source>
        <translation>建议“%1”（%2 处）</translation>
    </message>
    <message>
        <source>Suggest “%1” as %2</source>
        <translation>建议把“%1”标为 %2</translation>
    </message>
    <message>
        <source>Suggest “%1”</source>
        <translation>建议“%1”</translation>
    </message>
    <message>
        <source>Accept “%1” as %2 (%3 places)</source>
        <translation>接受“%1”为 %2（%3 处）</translation>
    </message>
    <message>
        <source>Accept “%1” (%2 places)</source>
        <translation>接受“%1”（%2 处）</translation>
    </message>
    <message>
        <source>Accept “%1” as %2</source>
        <translation>接受“%1”为 %2</translation>
    </message>
    <message>
        <source>Accept “%1”</source>
        <translation>接受“%1”</translation>
    </message>
    <message>
        <source>Reject “%1” as %2 (%3 places)</source>
        <translation>拒绝“%1”为 %2（%3 处）</translation>
    </message>
    <message>
        <source>Reject “%1” (%2 places)</source>
        <translation>拒绝“%1”（%2 处）</translation>
    </message>
    <message>
        <source>Reject “%1” as %2</source>
        <translation>拒绝“%1”为 %2</translation>
    </message>
    <message>
        <source>Reject “%1”</source>
        <translation>拒绝“%1”</translation>
    </message>
    <message>
        <source>Remove “%1” as %2 (%3 places)</source>
        <translation>删除“%1”的 %2（%3 处）</translation>
    </message>
    <message>
        <source>Remove “%1” (%2 places)</source>
        <translation>删除“%1”（%2 处）</translation>
    </message>
    <message>
        <source>Remove “%1” as %2</source>
        <translation>删除“%1”的 %2</translation>
    </message>
    <message>
        <source>Remove “%1”</source>
        <translation>删除“%1”</translation>
    </message>
    <message>
        <source>Fix the label of “%1”</source>
        <translation>改正“%1”的标签</translation>
    </message>
    <message>
        <source>Keep the label of “%1”</source>
        <translation>保留“%1”的标签</translation>
    </message>
    <message>
        <source>Mark as unsure “%1”</source>
        <translation>“%1”标为不确定</translation>
    </message>
    <message>
        <source>New suite %1</source>
        <translation>新建套件 %1</translation>
    </message>
    <message>
        <source>Change suite %1</source>
        <translation>修改套件 %1</translation>
    </message>
    <message>
        <source>Rename suite %1 to %2</source>
        <translation>把套件 %1 改名为 %2</translation>
    </message>
    <message>
        <source>Remove suite %1</source>
        <translation>移除套件 %1</translation>
    </message>
</context>
<context>
    <name>SuggestionControl</name>
    <message>
        <source>%1  ·  F1 %2</source>
        <translation>%1  ·  F1 %2</translation>
    </message>
    <message>
        <source>Suggestions from</source>
        <translation>建议来自</translation>
    </message>
    <message>
        <source>Choose the trained run that suggests entities. Suggestions never count as done</source>
        <translation>选择由哪次训练好的运行给出实体建议；建议本身不算完成</translation>
    </message>
    <message>
        <source>Suggestions: none</source>
        <translation>建议：无</translation>
    </message>
    <message>
        <source>Suggestions: %1 cannot</source>
        <translation>建议：%1 无法运行</translation>
    </message>
    <message>
        <source>Suggestions: %1, after the training</source>
        <translation>建议：%1，训练结束后继续</translation>
    </message>
    <message>
        <source>The training has the processor to itself; suggestions go on when it ends</source>
        <translation>训练期间独占处理器，结束后会继续给出建议</translation>
    </message>
    <message>
        <source>Suggestions: loading %1</source>
        <translation>建议：正在载入 %1</translation>
    </message>
    <message>
        <source>Suggestions: %1</source>
        <translation>建议：%1</translation>
    </message>
    <message>
        <source>Not suggested, since the project does not use these labels: %1</source>
        <translation>项目未使用以下标签，故不作建议：%1</translation>
    </message>
    <message>
        <source>No run</source>
        <translation>不使用运行</translation>
    </message>
    <message>
        <source>No run has finished yet: train one first</source>
        <translation>还没有完成的运行，请先训练</translation>
    </message>
    <message>
        <source>Suggest for all documents shown</source>
        <translation>为列表中的全部文档给出建议</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Accept suggestions from a score on…</source>
        <translation>接受达到某分数的建议…</translation>
    </message>
    <message>
        <source>Reject suggestions…</source>
        <translation>拒绝建议…</translation>
    </message>
</context>
<context>
    <name>SuiteDocument</name>
    <message>
        <source>As it is put into the sentences</source>
        <translation>按原样放进句子</translation>
    </message>
    <message>
        <source>With which group the name is associated</source>
        <translation>这个名字与哪一组相关</translation>
    </message>
    <message>
        <source>How common the name is, in any one unit of the list; may be empty</source>
        <translation>名字有多常见，整个名单用同一单位即可；可以留空</translation>
    </message>
    <message>
        <source>given, surname, full or place; may be empty</source>
        <translation>given（名）、surname（姓）、full（全名）或 place（地名）；可以留空</translation>
    </message>
    <message>
        <source>Latin, Han, Cyrillic…; empty: told from the letters</source>
        <translation>Latin、Han、Cyrillic…；留空则由字母判断</translation>
    </message>
    <message>
        <source>Names that share this count as one where chance is estimated, such as a given name with several surnames; empty: the name itself</source>
        <translation>估计偶然性时，此项相同的名字算作一个，例如配了几个姓的同一个名；留空即为名字本身</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>简称</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>What reports call the sentence</source>
        <translation>报告中对这个句子的称呼</translation>
    </message>
    <message>
        <source>With {name} where the name stands</source>
        <translation>名字所在处写 {name}</translation>
    </message>
</context>
<context>
    <name>SuiteEditor</name>
    <message>
        <source>Duplicate to change it</source>
        <translation>复制后修改</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Names of the suite</source>
        <translation>套件的名字</translation>
    </message>
    <message>
        <source>Find a name</source>
        <translation>查找名字</translation>
    </message>
    <message>
        <source>Add name</source>
        <translation>添加名字</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Sentences of the suite</source>
        <translation>套件的句子</translation>
    </message>
    <message>
        <source>Find a sentence</source>
        <translation>查找句子</translation>
    </message>
    <message>
        <source>Add sentence</source>
        <translation>添加句子</translation>
    </message>
    <message>
        <source>Add the rows of a file to the table that is shown: CSV with the columns name, group, frequency, position, script; for sentences, one a line</source>
        <translation>把文件中的行加入当前表格：名字用含 name、group、frequency、position、script 列的 CSV；句子每行一句</translation>
    </message>
    <message>
        <source>Write the names as CSV, or the whole suite as JSON</source>
        <translation>把名字写成 CSV，或把整个套件写成 JSON</translation>
    </message>
    <message>
        <source>Parts of the suite</source>
        <translation>套件的各部分</translation>
    </message>
    <message>
        <source>What to know of the suite</source>
        <translation>关于这个套件须知</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>About</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>What to know before its figures are believed</source>
        <translation>采信其数字之前须知</translation>
    </message>
    <message>
        <source>Name of the suite</source>
        <translation>套件名称</translation>
    </message>
    <message>
        <source>Label of the names</source>
        <translation>名字的标签</translation>
    </message>
    <message>
        <source>As what a run is to find them: PER for people, LOC for places. An audit offers the suite where the run knows this label.</source>
        <translation>要求模型把它们识别成什么：人名为 PER，地名为 LOC。只有认识这一标签的训练结果，审计才会提供此套件。</translation>
    </message>
    <message>
        <source>Language of the sentences</source>
        <translation>句子的语言</translation>
    </message>
    <message>
        <source>en, zh</source>
        <translation>en、zh</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>When the names were taken</source>
        <translation>名字取自何时</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Where the names come from</source>
        <translation>名字来自何处</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Under which they may be used</source>
        <translation>按什么许可可以使用</translation>
    </message>
    <message>
        <source>How the names were chosen</source>
        <translation>名字是怎样选出的</translation>
    </message>
    <message>
        <source>These four stand in the report, so that its readers can judge the list.</source>
        <translation>这四项会写进报告，供读者判断名单。</translation>
    </message>
    <message>
        <source>A suite needs a name.</source>
        <translation>套件需要一个名称。</translation>
    </message>
    <message>
        <source>Another suite has this name: choose a different one.</source>
        <translation>已有套件用了这个名称：请另取一个。</translation>
    </message>
    <message>
        <source>Nothing to remark.</source>
        <translation>没有需要注意的。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) added. Ctrl+Z takes them out.</source>
        <translation>
            <numerusform>加入了 %n 行。按 Ctrl+Z 可撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no row in what was copied</source>
        <translation>复制的内容里没有任何行</translation>
    </message>
    <message>
        <source>Import names</source>
        <translation>导入名字</translation>
    </message>
    <message>
        <source>Import sentences</source>
        <translation>导入句子</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>表格 (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Save the table as UTF-8, then import it again.</source>
        <translation>请把表格存为 UTF-8，再重新导入。</translation>
    </message>
    <message>
        <source>Export the suite</source>
        <translation>导出套件</translation>
    </message>
    <message>
        <source>Names (*.csv);;Whole suite (*.json)</source>
        <translation>名字 (*.csv);;整个套件 (*.json)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
</context>
<context>
    <name>SuiteGrid</name>
    <message>
        <source>Add rows that were copied in a spreadsheet (Ctrl+V in the table)</source>
        <translation>加入从电子表格复制的行（在表格中按 Ctrl+V）</translation>
    </message>
    <message>
        <source>Remove the chosen rows (Del)</source>
        <translation>移除所选的行（Del）</translation>
    </message>
</context>
<context>
    <name>SuiteList</name>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Test suites</source>
        <translation>测试套件</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Remove the suite from the project</source>
        <translation>从项目中移除此套件</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>未完成</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n name(s)</source>
        <translation>
            <numerusform>%1 · %n 个名字</numerusform>
        </translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n 组</numerusform>
        </translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>shipped, %1</source>
        <translation>自带，%1</translation>
    </message>
</context>
<context>
    <name>SuiteTry</name>
    <message>
        <source>Try the chosen row with</source>
        <translation>用它试所选的行：</translation>
    </message>
    <message>
        <source>Asks the run about the name or the sentence that is chosen above, as it stands. Nothing is kept.</source>
        <translation>就上面所选的名字或句子询问模型，按其现状。不保存任何内容。</translation>
    </message>
    <message>
        <source>Run to try with</source>
        <translation>用来试的训练结果</translation>
    </message>
    <message>
        <source>This installation cannot ask a model.</source>
        <translation>此安装无法运行模型。</translation>
    </message>
    <message>
        <source>Fine-tune a model first, then rows can be tried.</source>
        <translation>先微调一个模型，然后就能试这些行。</translation>
    </message>
    <message>
        <source>Choose a name or a sentence above.</source>
        <translation>请在上面选一个名字或句子。</translation>
    </message>
    <message>
        <source>There is no sentence yet to try the name in.</source>
        <translation>还没有可以放进这个名字的句子。</translation>
    </message>
    <message>
        <source>This row cannot be tried before it is mended.</source>
        <translation>这一行改正后才能试。</translation>
    </message>
    <message>
        <source>There is no name yet to try the sentence with.</source>
        <translation>还没有可以放进这个句子的名字。</translation>
    </message>
</context>
<context>
    <name>SuiteWords</name>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What to know of the row before its figures are believed</source>
        <translation>采信这一行的数字之前须知</translation>
    </message>
    <message>
        <source>The name is missing</source>
        <translation>缺少名字</translation>
    </message>
    <message>
        <source>The group is missing</source>
        <translation>缺少组</translation>
    </message>
    <message>
        <source>A line end or an invisible character</source>
        <translation>含换行或不可见字符</translation>
    </message>
    <message>
        <source>The frequency is no number</source>
        <translation>频率不是数字</translation>
    </message>
    <message>
        <source>The sentence is missing</source>
        <translation>缺少句子</translation>
    </message>
    <message>
        <source>{name} is missing</source>
        <translation>缺少 {name}</translation>
    </message>
    <message>
        <source>{name} stands more than once</source>
        <translation>{name} 出现多次</translation>
    </message>
    <message>
        <source>The short name is missing</source>
        <translation>缺少简称</translation>
    </message>
    <message>
        <source>The short name stands twice</source>
        <translation>简称重复</translation>
    </message>
    <message>
        <source>An ordinary word, too</source>
        <translation>也是普通词</translation>
    </message>
    <message>
        <source>Stands twice</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>In several groups</source>
        <translation>同时属于几个组</translation>
    </message>
    <message>
        <source>A single character</source>
        <translation>只有一个字符</translation>
    </message>
    <message>
        <source>Not in the script that is stated</source>
        <translation>与所写的文字不符</translation>
    </message>
    <message>
        <source>Without a frequency</source>
        <translation>没有频率</translation>
    </message>
    <message>
        <source>Write a name, or remove the row.</source>
        <translation>请写上名字，或移除这一行。</translation>
    </message>
    <message>
        <source>Say with which group the name is associated.</source>
        <translation>请写明名字与哪一组相关。</translation>
    </message>
    <message>
        <source>No sentence holds such a character. Type the cell anew.</source>
        <translation>句子里不会有这样的字符。请重新输入这个单元格。</translation>
    </message>
    <message>
        <source>Write a number of at least 0 with a point, such as 1234.5, or leave it empty.</source>
        <translation>请写不小于 0 的数，小数点用“.”，如 1234.5，或留空。</translation>
    </message>
    <message>
        <source>Write a sentence with {name} in it, or remove the row.</source>
        <translation>请写一个含 {name} 的句子，或移除这一行。</translation>
    </message>
    <message>
        <source>Write {name} where the name is to stand.</source>
        <translation>请在名字应在的位置写 {name}。</translation>
    </message>
    <message>
        <source>An audit asks about one place in each sentence. Leave one {name}.</source>
        <translation>审计只问每个句子里的一处。请只留一个 {name}。</translation>
    </message>
    <message>
        <source>Reports call a sentence by its short name: give each one of its own.</source>
        <translation>报告用简称指代句子：请给每个句子各取一个。</translation>
    </message>
    <message>
        <source>Say under “About” as what the names are labelled.</source>
        <translation>请在“说明”里写明名字用什么标签。</translation>
    </message>
    <message>
        <source>Add names, paste them from a spreadsheet, or import a file.</source>
        <translation>请添加名字、从电子表格粘贴，或导入文件。</translation>
    </message>
    <message>
        <source>Add sentences with {name} where the name is to stand.</source>
        <translation>请添加句子，在名字应在的位置写 {name}。</translation>
    </message>
    <message>
        <source>A model may take it for the word, so its figure says little of the group.</source>
        <translation>模型可能把它当作普通词，所以它的数字说明不了这一组。</translation>
    </message>
    <message>
        <source>It counts twice. Remove one of the rows.</source>
        <translation>它会计两次。请移除其中一行。</translation>
    </message>
    <message>
        <source>It tells no group from another.</source>
        <translation>它区分不了任何两组。</translation>
    </message>
    <message>
        <source>So short a name is hard to find in any group.</source>
        <translation>这么短的名字在哪一组都难识别。</translation>
    </message>
    <message>
        <source>The letters are of another script than the row says.</source>
        <translation>字母属于另一种文字，与这一行所写不同。</translation>
    </message>
    <message>
        <source>Others have one: without it this name has no weight where names are weighted.</source>
        <translation>其他名字有频率：没有频率的名字在加权时没有权重。</translation>
    </message>
    <message>
        <source>A gap may be that of a few names. From 20 names on it says something, from 100 much.</source>
        <translation>差距可能只来自几个名字。20 个名字以上才有所说明，100 个以上说明较多。</translation>
    </message>
    <message>
        <source>A gap may come from how common the names are, not from the group. Take names that are as common as those of the other groups.</source>
        <translation>差距可能来自名字的常见程度，而不是组。请选用与其他组同样常见的名字。</translation>
    </message>
    <message>
        <source>A gap may come from how long the names are, not from the group.</source>
        <translation>差距可能来自名字的长短，而不是组。</translation>
    </message>
    <message>
        <source>The label of the names is not chosen</source>
        <translation>还没有选定名字的标签</translation>
    </message>
    <message>
        <source>There are no names yet</source>
        <translation>还没有名字</translation>
    </message>
    <message>
        <source>There are no sentences yet</source>
        <translation>还没有句子</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n name(s), which is few</source>
        <translation>
            <numerusform>%1：%n 个名字，偏少</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: names much rarer or more common than the others</source>
        <translation>%1：名字比其他组罕见或常见得多</translation>
    </message>
    <message>
        <source>%1: names much shorter or longer than the others</source>
        <translation>%1：名字比其他组短或长得多</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s): %1</source>
        <translation>
            <numerusform>%n 个句子：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s): %1</source>
        <translation>
            <numerusform>%n 个名字：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%2, %n name(s): %1</source>
        <translation>
            <numerusform>%2，%n 个名字：%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuitesView</name>
    <message>
        <source>Test suites</source>
        <translation>测试套件</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Sentences with a slot, and names that are associated with groups. Only the name differs.</source>
        <translation>带空位的句子，以及与各组相关的名字。彼此只差名字。</translation>
    </message>
    <message>
        <source>New suite</source>
        <translation>新套件</translation>
    </message>
    <message>
        <source>%1 is the project&apos;s own and can be changed</source>
        <translation>%1 属于本项目，可以修改</translation>
    </message>
    <message>
        <source>%1 is removed</source>
        <translation>已移除 %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Shipped with Evenspan, so it stays as it is.</source>
        <translation>随 Evenspan 提供，保持原样。</translation>
    </message>
    <message>
        <source>The project cannot be written to.</source>
        <translation>项目不可写入。</translation>
    </message>
    <message>
        <source>Kept in the project; audits can take it.</source>
        <translation>已存入项目；审计可以使用。</translation>
    </message>
    <message numerus="yes">
        <source>Kept as it is; %n thing(s) to mend before an audit can take it so.</source>
        <translation>
            <numerusform>已按现状保存；有 %n 处须改正，审计才能使用。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagBars</name>
    <message>
        <source>Probabilities of the tags, word by word</source>
        <translation>逐词显示各标记的概率</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>No word is chosen</source>
        <translation>未选择任何词</translation>
    </message>
</context>
<context>
    <name>TextCanvas</name>
    <message>
        <source>%1, suggested</source>
        <translation>%1，建议</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>The text to label. Arrow keys move by word, letters label.</source>
        <translation>要标注的文本。方向键按词移动，字母键打标签。</translation>
    </message>
    <message>
        <source>%1 is in the hand.</source>
        <translation>手里拿着 %1。</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>已加旗标</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln parts</source>
        <translation>
            <numerusform>分为 %Ln 段</numerusform>
        </translation>
    </message>
    <message>
        <source>picked</source>
        <translation>已选中</translation>
    </message>
    <message>
        <source>splits a sub-word</source>
        <translation>切断了子词</translation>
    </message>
    <message>
        <source>An end of it lies inside a sub-word: no model can learn this end</source>
        <translation>它的一端落在子词内部：模型学不到这个边界</translation>
    </message>
    <message>
        <source>The encoder does not know this word</source>
        <translation>编码器不认识这个词</translation>
    </message>
    <message numerus="yes">
        <source>Longer than %Ln sub-words: the encoder reads this sentence in windows. Lines show where one ends, dots where the next begins.</source>
        <translation>
            <numerusform>超过 %Ln 个子词：编码器分窗口读取这个句子。实线是窗口的结尾，点线是下一个窗口的开头。</numerusform>
        </translation>
    </message>
    <message>
        <source>suggested, score %1</source>
        <translation>建议，得分 %1</translation>
    </message>
    <message>
        <source>%1, picked: %2</source>
        <translation>已选中 %1：%2</translation>
    </message>
    <message>
        <source>%1, selected</source>
        <translation>已选 %1</translation>
    </message>
</context>
<context>
    <name>TextFonts</name>
    <message>
        <source>Of the window</source>
        <translation>与窗口相同</translation>
    </message>
    <message>
        <source>Serif</source>
        <translation>衬线</translation>
    </message>
    <message>
        <source>Fixed width</source>
        <translation>等宽</translation>
    </message>
</context>
<context>
    <name>TextSample</name>
    <message>
        <source>Sample of the text of documents</source>
        <translation>文档正文示例</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Act on this message</source>
        <translation>执行此消息中的操作</translation>
    </message>
    <message>
        <source>Clear the field</source>
        <translation>清空输入框</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>No runs yet</source>
        <translation>还没有训练</translation>
    </message>
    <message>
        <source>This page shows how a model learns your labels: its loss, its speed and, at the end, how well it finds each label. Every setting has a value that works.</source>
        <translation>这里显示模型学习标签的过程：损失、速度，以及最后对每种标签的识别效果。所有设置都已有可用的默认值。</translation>
    </message>
    <message>
        <source>Fine-tune a model</source>
        <translation>微调模型</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>停止训练</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training %1 failed</source>
        <translation>训练 %1 失败</translation>
    </message>
    <message>
        <source>Training %1 stopped</source>
        <translation>训练 %1 已停止</translation>
    </message>
    <message>
        <source>Training %1 finished</source>
        <translation>训练 %1 已完成</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Fine-tune a model and watch it learn</source>
        <translation>微调模型，观察它的学习过程</translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Drawing (*.svg);;Picture (*.png);;Numbers (*.csv)</source>
        <translation>矢量图 (*.svg);;图片 (*.png);;数值 (*.csv)</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>无法写入该文件</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>A folder for TensorBoard&apos;s files</source>
        <translation>TensorBoard 文件的文件夹</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>比较运行</translation>
    </message>
    <message numerus="yes">
        <source>Compare %n runs</source>
        <translation>
            <numerusform>比较 %n 次运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Training %1 paused</source>
        <translation>训练 %1 已暂停</translation>
    </message>
    <message>
        <source>Select two or more runs in the list to compare them</source>
        <translation>请在列表中选择两次或更多运行来比较</translation>
    </message>
    <message>
        <source>Choose a finished run in the list to verify it</source>
        <translation>请在列表中选择一次已完成的运行来验证</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Verify the run</source>
        <translation>验证这次运行</translation>
    </message>
    <message>
        <source>Choose a finished run in the list to export its model</source>
        <translation>请在列表中选择一个已完成的运行，再导出其模型</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到 %1</translation>
    </message>
    <message>
        <source>Export model…</source>
        <translation>导出模型…</translation>
    </message>
    <message>
        <source>Searches…</source>
        <translation>搜索…</translation>
    </message>
    <message>
        <source>Cross-training…</source>
        <translation>交叉训练…</translation>
    </message>
    <message>
        <source>All runs as a table</source>
        <translation>全部运行（表格）</translation>
    </message>
    <message>
        <source>Esc leads back to the run</source>
        <translation>按 Esc 回到该运行</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>There are no runs yet</source>
        <translation>还没有运行</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>%1 layers, %2 wide, %3 MB</source>
        <translation>%1 层，宽 %2，%3 MB</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Graphics card %1</source>
        <translation>显卡 %1</translation>
    </message>
</context>
<context>
    <name>TrialView</name>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>as another type</source>
        <translation>识别为其他类型</translation>
    </message>
    <message>
        <source>wrong borders</source>
        <translation>边界错误</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏标</translation>
    </message>
    <message>
        <source>What the run says</source>
        <translation>模型的回答</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Found in %1 of %2 sentences.</source>
        <translation>在 %2 个句子中的 %1 个里找到。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Found, percent</source>
        <translation>找到（百分比）</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名字数</translation>
    </message>
    <message>
        <source>the name above</source>
        <translation>上面的名字</translation>
    </message>
    <message>
        <source>Found with %1 of %2 names. So few names show large differences alone.</source>
        <translation>%2 个名字中找到 %1 个。名字这么少，只能看出很大的差异。</translation>
    </message>
</context>
<context>
    <name>TryNamesTab</name>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>With {name} where the name stands. Empty: every sentence of the suite.</source>
        <translation>用 {name} 标出名字的位置。留空：使用测试集的所有句子。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Empty: the first twenty names of each group.</source>
        <translation>留空：每组的前二十个名字。</translation>
    </message>
    <message>
        <source>This installation cannot ask a model.</source>
        <translation>此安装无法运行模型。</translation>
    </message>
    <message>
        <source>Names are tried in the sentences of a test suite. Choose one among the kinds of groups above, or make an audit with one.</source>
        <translation>名字在测试集的句子中试用。请在上方的分组方式中选择一个测试集，或用测试集做一次审计。</translation>
    </message>
    <message>
        <source>Reading the suite…</source>
        <translation>正在读取测试集…</translation>
    </message>
    <message>
        <source>Write a name, a sentence, or both. Nothing is kept: the suite stays as it is.</source>
        <translation>输入一个名字、一个句子，或两者。不保存任何内容：测试集保持原样。</translation>
    </message>
    <message>
        <source>Write {name} once where the name is to stand.</source>
        <translation>请在名字的位置写一次 {name}。</translation>
    </message>
    <message>
        <source>Try names</source>
        <translation>试名字</translation>
    </message>
</context>
<context>
    <name>TwoRunsTab</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>The other run</source>
        <translation>另一次训练</translation>
    </message>
    <message>
        <source>Which places are listed</source>
        <translation>列出哪些位置</translation>
    </message>
    <message>
        <source>Progress of the other run&apos;s reading</source>
        <translation>另一次训练读取的进度</translation>
    </message>
    <message>
        <source>Cancel reading of the other run</source>
        <translation>取消另一次训练的读取</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>The sentence by both runs</source>
        <translation>两次训练所见的句子</translation>
    </message>
    <message>
        <source>Choose a run</source>
        <translation>选择训练</translation>
    </message>
    <message>
        <source>The other run reads the documents…</source>
        <translation>另一次训练正在读取文档…</translation>
    </message>
    <message>
        <source>There is no other run. Train a second one to see what it fixes and breaks.</source>
        <translation>没有别的训练。再训练一次，就能看到它改对和改错了什么。</translation>
    </message>
    <message>
        <source>Choose another run above: this shows what it fixes, what it breaks and what both have wrong.</source>
        <translation>请在上方选择另一次训练：这里显示它改对了什么、改错了什么、两次都错在哪里。</translation>
    </message>
    <message>
        <source>All but right by both (%1)</source>
        <translation>除两次都对之外（%1）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 fixed, %2 broken</source>
        <translation>改对 %1，改错 %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences left out: only one run has them</source>
        <translation>
            <numerusform>略去 %Ln 句：只有一次训练有</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TypeSliders</name>
    <message>
        <source>All types</source>
        <translation>所有类型</translation>
    </message>
</context>
<context>
    <name>WhatIfTab</name>
    <message>
        <source>What if the run were more careful?</source>
        <translation>如果模型更谨慎会怎样？</translation>
    </message>
    <message>
        <source>This installation cannot ask a model.</source>
        <translation>此安装无法运行模型。</translation>
    </message>
    <message>
        <source>Score the validation text</source>
        <translation>在验证文本上打分</translation>
    </message>
    <message>
        <source>Back to no cut</source>
        <translation>恢复为不设界限</translation>
    </message>
    <message>
        <source>Progress of the scoring</source>
        <translation>打分进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the scoring</source>
        <translation>取消打分</translation>
    </message>
    <message>
        <source>The model reads the validation text</source>
        <translation>模型正在读取验证文本</translation>
    </message>
    <message>
        <source>Keep what is at least so sure</source>
        <translation>保留至少如此确定的结果</translation>
    </message>
    <message>
        <source>In percent of the model&apos;s own score. What is less sure is dropped in every group alike.</source>
        <translation>以模型自身分数的百分比表示。低于该值的结果在所有组中一律舍弃。</translation>
    </message>
    <message>
        <source>Drop what the run is not sure of, type by type, and see at once what that does to every group. The run is scored on the validation text: what is chosen on the text of the test looks better than it is. Nothing is changed.</source>
        <translation>按类型舍弃模型不确定的结果，并立即看到对每一组的影响。打分在验证文本上进行：在测试文本上选定的界限会显得比实际更好。不会改动任何内容。</translation>
    </message>
    <message>
        <source>This needs validation text, and the project has none: what is chosen on the text of the test looks better than it is. Put some documents into the split “validation”.</source>
        <translation>这需要验证文本，而项目中没有：在测试文本上选定的界限会显得比实际更好。请把一些文档放入“validation”划分。</translation>
    </message>
    <message>
        <source>Cancelled: nothing was scored</source>
        <translation>已取消：未打分</translation>
    </message>
    <message>
        <source>Least score of %1</source>
        <translation>%1 的最低分数</translation>
    </message>
    <message>
        <source>Least score of %1 in percent</source>
        <translation>%1 的最低分数（百分比）</translation>
    </message>
    <message numerus="yes">
        <source>%1 on the validation text, %n document(s). To look only: the same cut may narrow one gap and widen another.</source>
        <translation>
            <numerusform>%1 在验证文本上，共 %n 个文档。仅供查看：同一界限可能缩小一个差距而扩大另一个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Names that were swapped in the text have no score of their own. Choose other groups above.</source>
        <translation>在文本中替换的姓名没有自己的分数。请在上方选择其他分组。</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假设分析</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Readiness for %1</source>
        <translation>对 %1 的倾向</translation>
    </message>
    <message>
        <source>Readiness for %1, a number</source>
        <translation>对 %1 的倾向（数值）</translation>
    </message>
    <message>
        <source>The sentences are decoded anew</source>
        <translation>正在重新解码句子</translation>
    </message>
    <message>
        <source>Say a type more or less readily</source>
        <translation>更容易或更不容易判为某类型</translation>
    </message>
    <message>
        <source>Before the run decides: at +1 the odds of the type are 2.7 times what they were, at −1 a third, and “never” leaves it out.</source>
        <translation>在模型作出判断之前：+1 使该类型的优势比变为原来的 2.7 倍，−1 变为约三分之一，“从不”则完全不用它。</translation>
    </message>
    <message>
        <source>Back to the run as it is</source>
        <translation>恢复模型原样</translation>
    </message>
    <message>
        <source>These groups are not of single mentions</source>
        <translation>这些分组不是按单个提及划分的</translation>
    </message>
</context>
<context>
    <name>WhatIfView</name>
    <message>
        <source>n/a</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Recall of all text</source>
        <translation>全部文本的召回率</translation>
    </message>
    <message>
        <source>Precision of all text</source>
        <translation>全部文本的精确率</translation>
    </message>
    <message>
        <source>F1 of all text</source>
        <translation>全部文本的 F1</translation>
    </message>
    <message>
        <source>Lowest recall of a group</source>
        <translation>各组中最低的召回率</translation>
    </message>
    <message>
        <source>Widest gap, points</source>
        <translation>最大差距（百分点）</translation>
    </message>
    <message>
        <source>Recall of each group now and then</source>
        <translation>各组现在与之后的召回率</translation>
    </message>
    <message>
        <source>Groups now and then</source>
        <translation>各组的现在与之后</translation>
    </message>
    <message>
        <source>Shares in percent; changes and gaps in points. A gap is the group minus all others.</source>
        <translation>份额以百分比计；变化和差距以百分点计。差距为该组减去其余各组。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Recall now</source>
        <translation>现在的召回率</translation>
    </message>
    <message>
        <source>Recall then</source>
        <translation>之后的召回率</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Gap now</source>
        <translation>现在的差距</translation>
    </message>
    <message>
        <source>Gap then</source>
        <translation>之后的差距</translation>
    </message>
    <message>
        <source>Precision now</source>
        <translation>现在的精确率</translation>
    </message>
    <message>
        <source>Precision then</source>
        <translation>之后的精确率</translation>
    </message>
    <message>
        <source>F1 now</source>
        <translation>现在的 F1</translation>
    </message>
    <message>
        <source>F1 then</source>
        <translation>之后的 F1</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>无取值</translation>
    </message>
    <message>
        <source>too few to show</source>
        <translation>过少，不显示</translation>
    </message>
</context>
<context>
    <name>WhyModel</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>In the training text</source>
        <translation>在训练文本中</translation>
    </message>
    <message>
        <source>As they are labelled in the training text</source>
        <translation>训练文本中的标注</translation>
    </message>
    <message>
        <source>Cosine of the vectors that the run has of both; 1: alike</source>
        <translation>运行对两者的向量的余弦；1：相同</translation>
    </message>
    <message>
        <source>Product of the gradients of the run&apos;s last layer there and here</source>
        <translation>运行最后一层在两处的梯度之积</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>What of the training text</source>
        <translation>训练文本中的内容</translation>
    </message>
    <message>
        <source>Mentions most alike</source>
        <translation>最相似的提及</translation>
    </message>
    <message>
        <source>Words that speak for it</source>
        <translation>支持它的词</translation>
    </message>
    <message>
        <source>Words that speak against it</source>
        <translation>反对它的词</translation>
    </message>
    <message>
        <source>Progress of reading the training text</source>
        <translation>读取训练文本的进度</translation>
    </message>
    <message>
        <source>Places of the training text</source>
        <translation>训练文本中的位置</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Read the training text</source>
        <translation>读取训练文本</translation>
    </message>
    <message>
        <source>Choose a word or an entity to see what of the training text stands behind it</source>
        <translation>选择一个词或实体，查看训练文本中与之相关的内容</translation>
    </message>
    <message>
        <source>The run reads what it learnt from, once…</source>
        <translation>运行正在读取它学过的文本，只需一次…</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>The training text was not read yet</source>
        <translation>尚未读取训练文本</translation>
    </message>
    <message>
        <source>Labels have changed since the training text was read</source>
        <translation>读取训练文本之后标签有改动</translation>
    </message>
    <message>
        <source>Of %1 labelled mentions</source>
        <translation>共 %1 处已标注的提及</translation>
    </message>
    <message>
        <source>About the first word&apos;s tag; of %1 words the %2 that taught most</source>
        <translation>针对第一个词的标记；%1 个词中教得最多的 %2 个</translation>
    </message>
</context>
<context>
    <name>evenspan::ui</name>
    <message>
        <source>about a second</source>
        <translation>约 1 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Label names in text and fine-tune models on them</source>
        <translation>标注文本中的实体，并用它们微调模型</translation>
    </message>
    <message>
        <source>A project to open (.evenspan)</source>
        <translation>要打开的项目 (.evenspan)</translation>
    </message>
    <message>
        <source>Print the time to the first painted frame, then end</source>
        <translation>输出首帧绘制用时后退出</translation>
    </message>
</context>
</TS>

//! Models that are built from a `VarBuilder`, by rules.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use candle_core::{DType, Device, Shape, Tensor, Var};
use candle_nn::var_builder::SimpleBackend;
use candle_nn::{Init as Hint, VarBuilder, VarMap};
use paraminit::axes::Axis;
use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
use paraminit::plan::Plan;
use paraminit::seed::IntoSeed;

use crate::asked::{Asked, asked, outlines, without_a_shape};
use crate::error::CandleError;
use crate::layout::{Layout, described};
use crate::tensor::{CandleTensor, dtype};

/// Builds any model that takes a `VarBuilder`, by rules, without a change to the model.
///
/// It first lets the model ask for its tensors, of which none is allocated: so a plan of billions of parameters takes
/// milliseconds, and everything that is wrong with the rules is known before there are weights. `default` stands for
/// candle's own hints, drawn from our seed. Where candle passes no hint, and would give zeros, it is an error that asks for a rule.
///
/// The axes of a weight are `[out, in, kernel..]`, as candle's own fans have it; [`axes`](Self::axes) says others. A `bias` takes
/// the fans of the `weight` beside it. `running_mean` and `running_var` are buffers.
///
/// ```
/// use candle_core::{DType, Device};
/// use candle_nn::{VarBuilder, VarMap, linear, seq};
/// use paraminit::dynamic::DynamicRules;
/// use paraminit_candle::Builder;
///
/// // Any code that makes a model.
/// let mlp = |vb: VarBuilder<'_>| Ok(seq().add(linear(4, 8, vb.pp("ln1"))?).add(linear(8, 2, vb.pp("ln2"))?));
///
/// let vars = VarMap::new();
/// let builder = Builder::new(DType::F32, &Device::Cpu).vars(&vars);
/// let rules = DynamicRules::parse("ln1.weight => kaiming_normal, ln2.weight => zeros, **.bias => default")?;
/// println!("{}", builder.plan(&rules, mlp)?);
/// let model = builder.build(&rules, 42, mlp)?;
/// assert_eq!(vars.all_vars().len(), 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Builder {
    dtype: DType,
    device: Device,
    axes: Vec<(String, Vec<Axis>)>,
    buffers: Vec<String>,
    vars: Option<Vars>,
}

/// A `VarMap`, which has no `Debug`.
#[derive(Clone)]
struct Vars(VarMap);

impl std::fmt::Debug for Vars {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VarMap")
    }
}

impl Builder {
    /// For models of this element type on this device.
    ///
    /// ```
    /// use candle_core::{DType, Device};
    /// use candle_nn::embedding;
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit_candle::Builder;
    ///
    /// let rules = DynamicRules::parse("** => normal(0, 0.02)")?;
    /// let table = Builder::new(DType::BF16, &Device::Cpu).build(&rules, 42, |vb| embedding(100, 8, vb))?;
    /// assert_eq!(table.embeddings().dims(), [100, 8]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(dtype: DType, device: &Device) -> Self {
        Self { dtype, device: device.clone(), axes: Vec::new(), buffers: Vec::new(), vars: None }
    }

    /// Puts the tensors into this `VarMap`, as variables, so that an optimizer can train them.
    ///
    /// ```
    /// use candle_core::{DType, Device};
    /// use candle_nn::{VarMap, linear};
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit_candle::Builder;
    ///
    /// let vars = VarMap::new();
    /// let builder = Builder::new(DType::F32, &Device::Cpu).vars(&vars);
    /// let fc = builder.build(&DynamicRules::parse("** => default")?, 42, |vb| linear(4, 2, vb.pp("fc")))?;
    /// assert!(fc.weight().is_variable() && vars.all_vars().len() == 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn vars(mut self, vars: &VarMap) -> Self {
        self.vars = Some(Vars(vars.clone()));
        self
    }

    /// Says the axes of the tensors that a pattern matches, where they are not `[out, in, kernel..]`.
    ///
    /// ```
    /// use candle_core::{DType, Device};
    /// use candle_nn::embedding;
    /// use paraminit::axes::Role::{In, Out};
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit_candle::Builder;
    ///
    /// let builder = Builder::new(DType::F32, &Device::Cpu).axes("tokens.weight", [In, Out]);
    /// let plan = builder.plan(&DynamicRules::parse("** => xavier_normal")?, |vb| embedding(100, 8, vb.pp("tokens")))?;
    /// assert_eq!(plan.entries()[0].info().fan_in(), 100);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn axes(mut self, pattern: impl Into<String>, axes: impl IntoIterator<Item = impl Into<Axis>>) -> Self {
        self.axes.push((pattern.into(), axes.into_iter().map(Into::into).collect()));
        self
    }

    /// Says that nobody trains the tensors that a pattern matches. Only a rule with their own name
    /// reaches them; `default` is candle's hint.
    ///
    /// ```
    /// use candle_core::{DType, Device};
    /// use candle_nn::Init;
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit_candle::Builder;
    ///
    /// let builder = Builder::new(DType::F32, &Device::Cpu).buffers("**.steps");
    /// let make = |vb: candle_nn::VarBuilder<'_>| vb.pp("net").get_with_hints(1, "steps", Init::Const(1.0));
    /// let steps = builder.build(&DynamicRules::parse("** => default")?, 42, make)?;
    /// assert_eq!(steps.to_vec1::<f32>()?, [1.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn buffers(mut self, pattern: impl Into<String>) -> Self {
        self.buffers.push(pattern.into());
        self
    }

    /// Plans a [`build`](Self::build): shape, fans, initializer and rule of every tensor. No weight is allocated.
    ///
    /// # Errors
    /// [`CandleError`] if the rules do not fit the model. What else is wrong stands in the plan.
    ///
    /// ```
    /// use candle_core::{DType, Device};
    /// use candle_nn::linear;
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit_candle::Builder;
    ///
    /// // Two terabytes.
    /// let rules = DynamicRules::parse("**.bias => zeros, ** => orthogonal")?;
    /// let plan = Builder::new(DType::F32, &Device::Cpu).plan(&rules, |vb| linear(1 << 20, 1 << 19, vb))?;
    /// assert_eq!(plan.entries()[0].info().fan_in(), 1 << 20);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plan<M>(
        &self,
        rules: &DynamicRules<'_>,
        make: impl Fn(VarBuilder<'_>) -> candle_core::Result<M>,
    ) -> Result<Plan, CandleError> {
        let asked = asked(self.dtype, &self.device, &make)?;
        Ok(rules.plan(&self.layout(&asked)?.model(&asked, outlines(&asked))?)?)
    }

    /// Builds the model. The checks, and what can fail, come before a weight is allocated.
    ///
    /// # Errors
    /// [`CandleError`]. The `VarMap` is then as it was.
    ///
    /// ```
    /// use candle_core::{DType, Device};
    /// use candle_nn::linear;
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit_candle::Builder;
    ///
    /// let builder = Builder::new(DType::F32, &Device::Cpu);
    /// let rules = DynamicRules::parse("** => default")?;
    /// let [one, again] = [42, 42].map(|seed| builder.build(&rules, seed, |vb| linear(4, 2, vb.pp("fc"))));
    /// assert_eq!(one?.weight().to_vec2::<f32>()?, again?.weight().to_vec2::<f32>()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn build<M>(
        &self,
        rules: &DynamicRules<'_>,
        seed: impl IntoSeed,
        make: impl Fn(VarBuilder<'_>) -> candle_core::Result<M>,
    ) -> Result<M, CandleError> {
        let asked = asked(self.dtype, &self.device, &make)?;
        self.refuse_known(&asked)?;
        let layout = self.layout(&asked)?;
        rules.plan(&layout.model(&asked, outlines(&asked))?)?.check()?;
        let new = |asked: &Asked| Var::zeros(&asked.shape[..], asked.dtype, &self.device);
        let new: Vec<Var> = asked.iter().map(new).collect::<Result<_, _>>()?;
        let tensors = new.iter().map(|var| CandleTensor::new(var.as_tensor()));
        rules.apply(&mut layout.model(&asked, tensors)?, seed)?;
        let names = asked.into_iter().map(|asked| asked.path);
        self.make(names.zip(new).collect(), &make)
    }

    /// Makes the model of these variables, and puts them into the `VarMap`.
    fn make<M>(
        &self,
        new: HashMap<String, Var>,
        make: &dyn Fn(VarBuilder<'_>) -> candle_core::Result<M>,
    ) -> Result<M, CandleError> {
        let handed = Handed { new, detached: self.vars.is_none(), unknown: Mutex::new(None) };
        let handed = Arc::new(handed);
        let backend = Box::new(Shared(handed.clone()));
        let model = make(VarBuilder::from_backend(backend, self.dtype, self.device.clone()));
        if let Some(path) = handed.unknown.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(CandleError::Changed { path });
        }
        let model = model?;
        if let Some(Vars(vars)) = &self.vars {
            let mut vars = vars.data().lock().unwrap_or_else(PoisonError::into_inner);
            vars.extend(handed.new.iter().map(|(name, var)| (name.clone(), var.clone())));
        }
        Ok(model)
    }

    fn refuse_known(&self, asked: &[Asked]) -> Result<(), CandleError> {
        let Some(Vars(vars)) = &self.vars else { return Ok(()) };
        let vars = vars.data().lock().unwrap_or_else(PoisonError::into_inner);
        match asked.iter().find(|asked| vars.contains_key(&asked.path)) {
            Some(asked) => Err(CandleError::Known { path: asked.path.clone() }),
            None => Ok(()),
        }
    }

    /// What the patterns of the builder say of the tensors.
    fn layout(&self, asked: &[Asked]) -> Result<Layout<'_>, CandleError> {
        if let Some(Asked { path, dtype, .. }) = asked.iter().find(|asked| dtype(asked.dtype).is_none()) {
            return Err(CandleError::DType { path: path.clone(), dtype: *dtype });
        }
        let mut layout = Layout::default();
        if self.axes.is_empty() && self.buffers.is_empty() {
            return Ok(layout);
        }
        let outline = layout.model(asked, outlines(asked))?;
        for (pattern, axes) in &self.axes {
            for path in outline.matching(pattern)? {
                layout.axes.entry(path).or_insert(axes);
            }
        }
        for pattern in &self.buffers {
            layout.buffers.extend(outline.matching(pattern)?);
        }
        Ok(layout)
    }
}

/// The variables of a `VarMap` as a model, in order of their names, for rules on a model that exists.
///
/// It knows no hints, so that `default` stands for nothing. Weights that the model computed from its variables when it was
/// built are not among them.
///
/// # Errors
/// [`CandleError`] if the names make no model, or if a variable is of a type that no initializer makes.
///
/// ```
/// use candle_core::{DType, Device};
/// use candle_nn::{VarBuilder, VarMap, linear};
/// use paraminit::dynamic::DynamicRules;
/// use paraminit_candle::var_model;
///
/// // A program that exists.
/// let vars = VarMap::new();
/// let fc = linear(4, 2, VarBuilder::from_varmap(&vars, DType::F32, &Device::Cpu).pp("fc"))?;
///
/// // The line that seeds it.
/// DynamicRules::parse("**.bias => zeros, **.weight => kaiming_uniform")?.apply(&mut var_model(&vars)?, 42)?;
/// assert_eq!(fc.bias().expect("it has one").to_vec1::<f32>()?, [0.0, 0.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn var_model(vars: &VarMap) -> Result<DynamicModel, CandleError> {
    let vars = vars.data().lock().unwrap_or_else(PoisonError::into_inner);
    let mut named: Vec<(&String, &Var)> = vars.iter().collect();
    // A map has no order of its own.
    named.sort_by_key(|(name, _)| *name);
    let mut parameters = Vec::new();
    for (path, var) in named {
        let of = var.dtype();
        if dtype(of).is_none() {
            return Err(CandleError::DType { path: path.clone(), dtype: of });
        }
        let parameter = DynamicParameter::new(path, CandleTensor::new(var.as_tensor()));
        parameters.push(described(parameter, var.rank(), None));
    }
    Ok(DynamicModel::new(parameters)?)
}

/// Hands out the tensors of a model.
struct Handed {
    new: HashMap<String, Var>,
    /// True if they are to be no variables.
    detached: bool,
    /// A tensor that nobody asked for before.
    unknown: Mutex<Option<String>>,
}

struct Shared(Arc<Handed>);

impl SimpleBackend for Shared {
    fn get(&self, shape: Shape, name: &str, _: Hint, _: DType, _: &Device) -> candle_core::Result<Tensor> {
        match self.0.new.get(name) {
            Some(var) if var.dims() == shape.dims() && self.0.detached => Ok(var.as_detached_tensor()),
            Some(var) if var.dims() == shape.dims() => Ok(var.as_tensor().clone()),
            _ => {
                *self.0.unknown.lock().unwrap_or_else(PoisonError::into_inner) = Some(name.to_owned());
                candle_core::bail!("`{name}` is not known")
            }
        }
    }

    fn get_unchecked(&self, name: &str, _: DType, _: &Device) -> candle_core::Result<Tensor> {
        Err(without_a_shape(name))
    }

    fn contains_tensor(&self, _: &str) -> bool {
        false
    }
}
